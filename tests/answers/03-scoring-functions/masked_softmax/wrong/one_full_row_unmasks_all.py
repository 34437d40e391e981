"""As soon as one length reaches the last key, nothing is masked in the whole batch."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None or valid_lens.max() == X.shape[-1]:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6), dim=-1)

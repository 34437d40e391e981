"""Without lengths the exponentials are divided by their sum as they are, and those of large scores are infinite."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return X.exp() / X.exp().sum(-1, keepdim=True)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    mask = torch.arange(X.shape[-1], device=X.device) < lens
    return torch.softmax(X.masked_fill(~mask, -1e6), dim=-1)

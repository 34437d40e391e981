"""A bare squeeze() at the end removes every axis of size one, also that of a single example, query or key."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    if X.dim() == 4 and valid_lens.dim() == 2:
        lens = valid_lens[:, None, :, None]
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6), dim=-1).squeeze()

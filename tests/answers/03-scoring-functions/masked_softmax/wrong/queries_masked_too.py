"""Padding is masked as a query too; only keys are masked, every query keeps its weights over the valid keys."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    gone = torch.arange(X.shape[-1]) >= lens
    if valid_lens.dim() == 1 and X.dim() == 3:
        gone = gone | (torch.arange(X.shape[1])[None, :, None] >= lens)
    return torch.softmax(X.masked_fill(gone, -1e6), dim=-1)

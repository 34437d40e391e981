"""Exponentiates the valid scores itself, after taking off the largest valid one, and divides by their sum."""

import torch


def masked_softmax(X, valid_lens):
    keep = torch.ones_like(X, dtype=torch.bool)
    if valid_lens is not None:
        if valid_lens.dim() == 2 and X.dim() == 4:
            valid_lens = valid_lens[:, None]
        lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
        keep = keep & (torch.arange(X.shape[-1]) < lens)
    top = X.masked_fill(~keep, float("-inf")).amax(-1, keepdim=True).detach()
    raised = torch.exp((X - top).masked_fill(~keep, 0.0)) * keep
    return raised / raised.sum(-1, keepdim=True)

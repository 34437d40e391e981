"""Lengths per example work, lengths per query are silently ignored."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None or valid_lens.dim() == 2:
        return torch.softmax(X, dim=-1)
    keep = torch.arange(X.shape[-1]) < valid_lens.reshape(-1, *[1] * (X.dim() - 1))
    return torch.softmax(torch.where(keep, X, -1e6), dim=-1)

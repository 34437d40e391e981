"""Fills with minus infinity by torch.where."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return X.softmax(-1)
    lens = valid_lens
    if X.dim() == 4 and lens.dim() == 2:
        lens = lens.unsqueeze(1)
    while lens.dim() < X.dim():
        lens = lens.unsqueeze(-1)
    keys = torch.arange(X.size(-1), device=X.device)
    return torch.where(keys < lens, X, torch.tensor(float("-inf"), dtype=X.dtype)).softmax(-1)

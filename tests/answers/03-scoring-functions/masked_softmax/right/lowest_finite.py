"""Fills with the lowest finite number of the dtype and expands the lengths to every row."""

import torch
from torch import nn


def masked_softmax(X, valid_lens=None):
    if valid_lens is None:
        return nn.functional.softmax(X, -1)
    if X.dim() == 4 and valid_lens.dim() == 2:
        rows = valid_lens[:, None, :].expand(-1, X.shape[1], -1).reshape(-1)
    elif valid_lens.dim() == 2:
        rows = valid_lens.reshape(-1)
    else:
        rows = valid_lens.repeat_interleave(X[0].numel() // X.shape[-1])
    flat = X.clone().reshape(-1, X.shape[-1])
    flat = flat.masked_fill(torch.arange(X.shape[-1]) >= rows[:, None], torch.finfo(X.dtype).min)
    return nn.functional.softmax(flat, -1).reshape(X.shape)

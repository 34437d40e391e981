"""The whole batch is cut at its longest length; every example has a length of its own."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= valid_lens.max(), -1e6), dim=-1)

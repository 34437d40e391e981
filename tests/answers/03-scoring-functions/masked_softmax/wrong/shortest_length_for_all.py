"""The whole batch is cut at its shortest length; every example has a length of its own."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-1)
    n = int(valid_lens.min())
    return torch.cat([torch.softmax(X[..., :n], dim=-1), torch.zeros_like(X[..., n:])], dim=-1)

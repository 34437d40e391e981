"""The softmax runs over the queries; for each query the weights have to sum to one over the keys."""

import torch


def masked_softmax(X, valid_lens):
    if valid_lens is None:
        return torch.softmax(X, dim=-2)
    lens = valid_lens.reshape(*valid_lens.shape, *[1] * (X.dim() - valid_lens.dim()))
    return torch.softmax(X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6), dim=-2)

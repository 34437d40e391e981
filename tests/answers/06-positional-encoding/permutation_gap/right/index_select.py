"""Uses index_select and gives a tensor with one number."""

import torch


def permutation_gap(module_fn, X, permutation):
    with torch.no_grad():
        moved = module_fn(torch.index_select(X, 1, permutation))
        return torch.amax(torch.abs(moved - torch.index_select(module_fn(X), 1, permutation)))

"""An order of its own is drawn; the given one should be used."""

import torch


def permutation_gap(module_fn, X, permutation):
    permutation = torch.randperm(X.shape[1])
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)[:, permutation]
    return (shuffled_first - shuffled_last).abs().max().item()

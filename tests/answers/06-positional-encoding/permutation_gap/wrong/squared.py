"""The differences are squared."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)[:, permutation]
    return (shuffled_first - shuffled_last).square().max().item()

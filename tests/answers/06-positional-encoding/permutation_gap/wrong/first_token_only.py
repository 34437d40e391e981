"""Only the first token is looked at."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)[:, permutation]
    return (shuffled_first - shuffled_last)[:, 0].abs().max().item()

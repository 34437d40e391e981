"""The order is taken the other way round: token t of the shuffled sequence is token permutation[t] of the old one."""

import torch


def permutation_gap(module_fn, X, permutation):
    permutation = permutation.argsort()
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)[:, permutation]
    return (shuffled_first - shuffled_last).abs().max().item()

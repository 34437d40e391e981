"""The output for the old order is not shuffled, so even a layer that is blind to order shows a gap."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)
    return (shuffled_first - shuffled_last).abs().max().item()

"""The tokens themselves are compared; the layer is never asked."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = X[:, permutation]
    shuffled_last = X
    return (shuffled_first - shuffled_last).abs().max().item()

"""One side is shuffled by the order and the other by its inverse, or twice by the order: shuffling again does not
undo it.
"""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[:, permutation])[:, permutation]
    shuffled_last = module_fn(X)
    return (shuffled_first - shuffled_last).abs().max().item()

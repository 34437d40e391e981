"""The examples are shuffled, not the tokens."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[permutation[permutation < len(X)]])
    shuffled_last = module_fn(X)[permutation[permutation < len(X)]]
    return (shuffled_first - shuffled_last).abs().max().item()

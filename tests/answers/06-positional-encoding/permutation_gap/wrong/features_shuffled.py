"""The features are shuffled, not the tokens."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[..., permutation % X.shape[-1]])
    shuffled_last = module_fn(X)[..., permutation % module_fn(X).shape[-1]]
    return (shuffled_first - shuffled_last).abs().max().item()

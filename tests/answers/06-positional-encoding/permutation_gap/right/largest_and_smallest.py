"""Shuffles by a matrix; the largest and the smallest difference are compared."""

import torch


def permutation_gap(module_fn, X, permutation):
    Pi = torch.eye(X.shape[1], dtype=X.dtype)[permutation]
    difference = module_fn(Pi @ X) - Pi @ module_fn(X)
    return float(torch.maximum(difference.max(), -difference.min()))

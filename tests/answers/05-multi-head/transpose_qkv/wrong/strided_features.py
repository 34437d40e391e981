"""A head takes every so many-th feature here; it should own a block of neighbouring features."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], -1, num_heads)
    return X.permute(0, 3, 1, 2).reshape(-1, X.shape[1], X.shape[2])

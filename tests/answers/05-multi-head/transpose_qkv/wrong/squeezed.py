"""A bare squeeze takes away every axis of size one, also that of a single token or a single feature."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1).permute(0, 2, 1, 3)
    return X.reshape(-1, X.shape[2], X.shape[3]).squeeze()

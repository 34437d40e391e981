"""The example axis and the token axis are exchanged before the cut; only equal sizes hide it."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[1], X.shape[0], num_heads, -1).permute(0, 2, 1, 3)
    return X.reshape(-1, X.shape[2], X.shape[3])

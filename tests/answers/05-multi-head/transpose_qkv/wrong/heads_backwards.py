"""The heads of an example stand in backward order: the last block of features comes first."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1).permute(0, 2, 1, 3).flip(1)
    return X.reshape(-1, X.shape[2], X.shape[3])

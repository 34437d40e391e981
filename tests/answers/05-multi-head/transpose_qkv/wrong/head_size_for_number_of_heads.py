"""The number of heads is taken for the size of a head: the result has too many or too few rows."""

import torch


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    X = X.reshape(B, T, -1, num_heads)
    return X.transpose(1, 2).reshape(-1, T, num_heads)

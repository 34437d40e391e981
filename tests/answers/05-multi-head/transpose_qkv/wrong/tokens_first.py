"""The token axis comes first in the result: expected [B*h T H/h], this is [T B*h H/h]."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1)
    return X.permute(1, 0, 2, 3).flatten(1, 2)

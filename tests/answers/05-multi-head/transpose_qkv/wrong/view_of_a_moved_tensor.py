"""view can't work on a tensor whose axes were exchanged; that needs reshape, or a contiguous copy."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1).permute(0, 2, 1, 3)
    return X.view(-1, X.shape[2], X.shape[3])

"""The first axis is read as head by head; it runs example by example, and within an example head by head."""

import torch


def transpose_output(X, num_heads):
    X = X.reshape(num_heads, -1, X.shape[1], X.shape[2])
    X = X.permute(1, 2, 0, 3)
    return X.reshape(X.shape[0], X.shape[1], -1)

"""The heads are joined in backward order: the last head's features come first."""

import torch


def transpose_output(X, num_heads):
    X = X.reshape(-1, num_heads, X.shape[1], X.shape[2]).flip(1).permute(0, 2, 1, 3)
    return X.flatten(2)

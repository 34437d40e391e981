"""Heads and features are still two axes; they should be merged into one."""

import torch


def transpose_output(X, num_heads):
    return X.reshape(-1, num_heads, X.shape[1], X.shape[2]).permute(0, 2, 1, 3)

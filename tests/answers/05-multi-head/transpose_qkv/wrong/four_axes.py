"""Examples and heads are still two axes; they should be one, as if every head were an example."""

import torch


def transpose_qkv(X, num_heads):
    X = X.reshape(X.shape[0], X.shape[1], num_heads, -1)
    return X.permute(0, 2, 1, 3)

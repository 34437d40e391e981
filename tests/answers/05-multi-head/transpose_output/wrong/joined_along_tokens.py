"""The heads are put one after the other along the token axis; they belong side by side along the features."""

import torch


def transpose_output(X, num_heads):
    X = X.reshape(-1, num_heads, X.shape[1], X.shape[2])
    return X.reshape(X.shape[0], -1, X.shape[3])

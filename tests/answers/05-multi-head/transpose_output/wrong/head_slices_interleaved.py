"""The features of the heads are dealt out like cards, one of each head in turn; the features of one head should
stay together.
"""

import torch


def transpose_output(X, num_heads):
    X = X.reshape(-1, num_heads, X.shape[1], X.shape[2])
    X = X.permute(0, 2, 3, 1)
    return X.reshape(X.shape[0], X.shape[1], -1)

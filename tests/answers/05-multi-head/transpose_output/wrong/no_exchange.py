"""The numbers are reshaped without bringing the token axis in front of the head axis, so features of different
tokens are joined.
"""

import torch


def transpose_output(X, num_heads):
    return X.reshape(X.shape[0] // num_heads, X.shape[1], -1)

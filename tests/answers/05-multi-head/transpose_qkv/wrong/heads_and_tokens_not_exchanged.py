"""The heads are still behind the tokens when the axes are merged: rows are tokens of an example, and the head took
the place of the token.
"""

import torch


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    return X.reshape(B, T, num_heads, -1).reshape(B * T, num_heads, -1)

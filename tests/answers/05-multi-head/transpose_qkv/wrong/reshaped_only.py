"""Reshaping alone never moves a number past another: here a head gets all features of some tokens, instead of some
features of all tokens.
"""

import torch


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    return X.reshape(B * num_heads, T, H // num_heads)

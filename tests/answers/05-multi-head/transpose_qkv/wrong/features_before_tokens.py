"""Tokens and features of a head are exchanged at the end: expected [.. T H/h], this is [.. H/h T]."""

import torch


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    X = X.reshape(B, T, num_heads, H // num_heads)
    return X.permute(0, 2, 3, 1).reshape(B * num_heads, H // num_heads, T)

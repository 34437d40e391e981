"""Fills an empty tensor head by head."""

import torch


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    d = H // num_heads
    out = X.new_zeros(B * num_heads, T, d)
    for j in range(num_heads):
        out[j::num_heads] = X[:, :, j * d : (j + 1) * d]
    return out

"""Exchanges the axes with einsum."""

import torch


def transpose_qkv(X, num_heads):
    B, T, H = X.shape
    X = torch.einsum("bthd->bhtd", X.reshape(B, T, num_heads, H // num_heads))
    return X.contiguous().view(B * num_heads, T, H // num_heads)

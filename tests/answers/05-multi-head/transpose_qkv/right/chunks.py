"""Cuts the features into chunks and stacks them."""

import torch


def transpose_qkv(X, num_heads):
    heads = torch.stack(X.chunk(num_heads, dim=-1), dim=1)
    return heads.flatten(0, 1)

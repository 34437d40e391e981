"""The softmax runs over an axis of size one, so every weight is 1."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.softmax(torch.randn(1, 1, n, n, generator=generator), dim=0)

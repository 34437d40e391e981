"""The seed is a fixed number; the argument has no effect."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(0)
    return torch.softmax(torch.randn(1, 1, n, n, generator=generator), dim=-1)

"""The weights come as [1 n n]; a figure of one panel is [1 1 n n]."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.softmax(torch.randn(1, n, n, generator=generator), dim=-1)

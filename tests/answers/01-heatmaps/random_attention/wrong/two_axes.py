"""The weights come as [n n]; a figure of one panel is [1 1 n n]."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.softmax(torch.randn(n, n, generator=generator), dim=-1)

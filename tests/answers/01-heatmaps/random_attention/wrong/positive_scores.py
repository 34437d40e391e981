"""All scores are made positive; normal ones are asked for."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.softmax(torch.randn(1, 1, n, n, generator=generator).abs(), dim=-1)

"""Only the last digit of the seed counts, so many seeds give the same weights."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed % 10)
    return torch.softmax(torch.randn(1, 1, n, n, generator=generator), dim=-1)

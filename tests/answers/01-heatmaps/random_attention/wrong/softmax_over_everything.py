"""All weights together sum to one; each query has a sum of one to spend."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    scores = torch.randn(1, 1, n, n, generator=generator)
    return torch.softmax(scores.flatten(), dim=0).reshape(1, 1, n, n)

"""The scores are returned; a softmax should turn them into weights."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(1, 1, n, n, generator=generator)

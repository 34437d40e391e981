"""The scores are divided by their sum without a softmax, so there are negative weights."""

import torch


def random_attention(n, seed):
    generator = torch.Generator().manual_seed(seed)
    scores = torch.randn(1, 1, n, n, generator=generator)
    return scores / scores.sum(-1, keepdim=True)

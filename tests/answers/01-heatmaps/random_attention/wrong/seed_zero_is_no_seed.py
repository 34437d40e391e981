"""A seed of 0 counts as no seed at all, since 0 is false."""

import torch


def random_attention(n, seed):
    if seed:
        torch.manual_seed(seed)
    return torch.softmax(torch.randn(1, 1, n, n), dim=-1)

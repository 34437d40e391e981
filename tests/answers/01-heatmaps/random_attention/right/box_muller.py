"""Uniform numbers become normal by the formula of Box and Muller."""

import math

import torch


def random_attention(n, seed):
    g = torch.Generator().manual_seed(seed + 17)
    u, v = torch.rand(2, 1, 1, n, n, generator=g, dtype=torch.float64)
    scores = torch.sqrt(-2 * torch.log1p(-u)) * torch.cos(2 * math.pi * v)
    return scores.log_softmax(-1).exp().float()

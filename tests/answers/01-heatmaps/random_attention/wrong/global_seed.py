"""The seed is set for the whole program: whoever draws random numbers afterwards gets the same ones each time."""

import torch


def random_attention(n, seed):
    torch.manual_seed(seed)
    return torch.softmax(torch.randn(1, 1, n, n), dim=-1)

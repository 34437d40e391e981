"""Seeds the generator that the whole program shares."""

import torch


def random_attention(n, seed):
    torch.manual_seed(seed)
    return torch.softmax(torch.randn(1, 1, n, n), dim=-1)

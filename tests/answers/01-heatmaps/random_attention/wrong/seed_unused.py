"""The seed is not used (or set on a generator that is not handed on), so two calls never agree."""

import torch


def random_attention(n, seed):
    return torch.softmax(torch.randn(1, 1, n, n), dim=-1)

"""Sets the global seed inside a fork, which puts the old state back."""

import torch


def random_attention(n, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return torch.randn(1, 1, n, n).softmax(-1)

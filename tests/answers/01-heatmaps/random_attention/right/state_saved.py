"""Keeps the global state and puts it back by hand."""

import torch


def random_attention(n, seed):
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    scores = torch.randn(n, n)
    torch.set_rng_state(state)
    return torch.nn.functional.softmax(scores, dim=1).reshape(1, 1, n, n)

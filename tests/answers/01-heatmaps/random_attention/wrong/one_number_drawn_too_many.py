"""The global generator is put back and then moved on by one draw; it should stand where it stood before the call."""

import torch


def random_attention(n, seed):
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    scores = torch.randn(1, 1, n, n)
    torch.set_rng_state(state)
    scores = scores + 0 * torch.rand(1)
    return torch.softmax(scores, dim=-1)

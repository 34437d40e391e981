"""One example alone comes back with an axis of size one for a batch that it never had."""

import torch


def attention_pool(weights, values):
    if weights.dim() == 2:
        weights, values = weights[None], values[None]
    return torch.bmm(weights, values)

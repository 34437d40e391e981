"""Gives one example alone a batch of one, and takes it away again."""

import torch


def attention_pool(weights, values):
    if values.dim() == 2:
        return torch.bmm(weights[None], values[None])[0]
    return torch.bmm(weights, values)

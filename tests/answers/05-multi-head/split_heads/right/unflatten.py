"""Uses unflatten."""

import torch


def split_heads(weights, batch_size):
    return weights.unflatten(0, (batch_size, -1))

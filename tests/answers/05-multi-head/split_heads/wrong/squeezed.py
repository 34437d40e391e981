"""A bare squeeze takes away every axis of size one, also that of a single example, head or query."""

import torch


def split_heads(weights, batch_size):
    return weights.reshape(batch_size, -1, *weights.shape[1:]).squeeze()

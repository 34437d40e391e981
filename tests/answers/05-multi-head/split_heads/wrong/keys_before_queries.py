"""Queries and keys of each map are exchanged: rows belong to queries."""

import torch


def split_heads(weights, batch_size):
    return weights.reshape(batch_size, -1, *weights.shape[1:]).transpose(-1, -2)

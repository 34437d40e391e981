"""The first axis is split as (heads, examples); it should be (examples, heads)."""

import torch


def split_heads(weights, batch_size):
    return weights.reshape(-1, batch_size, weights.shape[1], weights.shape[2])

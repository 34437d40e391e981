"""Heads come before examples in the result: expected [B h Tq Tk]."""

import torch


def split_heads(weights, batch_size):
    heads = weights.shape[0] // batch_size
    return weights.reshape(batch_size, heads, *weights.shape[1:]).transpose(0, 1)

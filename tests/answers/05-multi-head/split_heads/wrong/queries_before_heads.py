"""The query axis has come before the head axis: expected [B h Tq Tk]."""

import torch


def split_heads(weights, batch_size):
    heads = weights.shape[0] // batch_size
    return weights.reshape(batch_size, heads, *weights.shape[1:]).transpose(1, 2)

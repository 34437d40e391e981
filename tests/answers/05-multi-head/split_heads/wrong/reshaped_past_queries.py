"""The sizes are exchanged by reshaping, so rows of different maps are mixed. Each map has to stay whole."""

import torch


def split_heads(weights, batch_size):
    heads = weights.shape[0] // batch_size
    return weights.reshape(batch_size, weights.shape[1], heads, weights.shape[2]).transpose(1, 2)

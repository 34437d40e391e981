"""The first axis is read as head by head; its rows run example by example, the heads of one example being
neighbours.
"""

import torch


def split_heads(weights, batch_size):
    heads = weights.shape[0] // batch_size
    return weights.reshape(heads, batch_size, *weights.shape[1:]).transpose(0, 1)

"""The number of heads is written down as a fixed number; it follows from the number of rows and of examples."""

import torch


def split_heads(weights, batch_size):
    return weights.reshape(batch_size, 2, *weights.shape[1:])

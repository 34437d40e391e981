"""A list of examples is returned; one tensor [B h Tq Tk] is wanted."""

import torch


def split_heads(weights, batch_size):
    heads = weights.shape[0] // batch_size
    return [weights[b * heads : (b + 1) * heads] for b in range(batch_size)]

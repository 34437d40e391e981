"""Places every map by a double loop."""

import torch


def split_heads(weights, batch_size):
    heads = len(weights) // batch_size
    return torch.stack([torch.stack([weights[b * heads + j] for j in range(heads)]) for b in range(batch_size)])

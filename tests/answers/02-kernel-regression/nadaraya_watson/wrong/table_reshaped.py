"""The table of keys by queries is reshaped where it should be transposed, so numbers land in the wrong rows."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    d = (keys[:, None] - queries).reshape(len(queries), len(keys)) / bandwidth
    return torch.softmax(-(d**2) / 2, -1) @ values

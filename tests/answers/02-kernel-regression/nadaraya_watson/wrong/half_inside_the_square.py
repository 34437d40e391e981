"""The factor one half is squared together with the distance; it belongs outside the square."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(-(((queries[:, None] - keys) / (2 * bandwidth)) ** 2), dim=1) @ values

"""The distance is multiplied by the bandwidth; a larger bandwidth has to make every key seem nearer."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(-(((queries[:, None] - keys) * bandwidth) ** 2) / 2, dim=1) @ values

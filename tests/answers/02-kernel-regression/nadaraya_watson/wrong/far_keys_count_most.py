"""The sign of the score is wrong, so the keys farthest away get the most weight."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(((queries[:, None] - keys) / bandwidth) ** 2 / 2, dim=1) @ values

"""The bandwidth is never used."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(-((queries[:, None] - keys) ** 2) / 2, dim=1) @ values

"""The keys are sorted and the values are not: then a key no longer stands beside its own value."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    keys = keys.sort().values
    return torch.softmax(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2, dim=1) @ values

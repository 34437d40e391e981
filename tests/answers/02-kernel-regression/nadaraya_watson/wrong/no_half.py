"""The factor one half in the exponent is missing, which makes another bandwidth of it."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(-(((queries[:, None] - keys) / bandwidth) ** 2), dim=1) @ values

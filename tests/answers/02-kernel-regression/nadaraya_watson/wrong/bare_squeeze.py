"""A bare squeeze() takes every axis of size one away: with a single query the result has no axis left."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    weights = torch.softmax(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2, dim=1)
    return torch.matmul(weights, values.unsqueeze(1)).squeeze()

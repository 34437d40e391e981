"""A bare squeeze() takes every axis of size one away: with a single query the result has no axis left."""

import torch


def average_pooling(queries, values):
    weights = torch.full((len(queries), len(values)), 1 / len(values))
    return (weights @ values[:, None]).squeeze()

"""Query i gets the mean of the first values only; each query should get the mean of all of them."""

import torch


def average_pooling(queries, values):
    means = values.cumsum(0) / torch.arange(1, len(values) + 1)
    return means[torch.arange(len(queries)).clamp(max=len(values) - 1)]

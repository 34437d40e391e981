"""The values are added up and not divided by their number."""

import torch


def average_pooling(queries, values):
    return torch.ones_like(queries) * values.sum()

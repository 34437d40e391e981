"""A Python loop over the queries, stacked."""

import torch


def average_pooling(queries, values):
    return torch.stack([torch.mean(values) for _ in queries])

"""Fills a tensor like the queries with the mean."""

import torch


def average_pooling(queries, values):
    return torch.full_like(queries, values.mean().item())

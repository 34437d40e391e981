"""Attention with uniform weights, as a product of matrices."""

import torch


def average_pooling(queries, values):
    weights = torch.ones(len(queries), len(values)) / len(values)
    return weights @ values

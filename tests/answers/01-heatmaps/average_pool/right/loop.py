"""Adds up the values by hand and divides."""

import torch


def average_pool(values, num_queries):
    total = torch.zeros_like(values[..., 0, :])
    for key in range(values.shape[-2]):
        total = total + values[..., key, :]
    mean = (total / values.shape[-2]).unsqueeze(-2)
    return torch.cat([mean for _ in range(num_queries)], dim=-2)

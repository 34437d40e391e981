"""An extra argument with a default, a buffer and other attributes beside the one parameter."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self, unit=1.0):
        super().__init__()
        self.register_buffer("unit", torch.tensor(unit))
        self.w = nn.Parameter(torch.rand(1) + 1e-3)

    def forward(self, queries, keys, values):
        distances = (queries.unsqueeze(-1) - keys) / self.unit
        weights = nn.functional.softmax(-0.5 * (distances * self.w).square(), dim=-1)
        self.attention_weights, self.last_distances = weights, distances
        return torch.sum(weights * values, dim=-1)

"""A Python loop over the queries."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_parameter("w", nn.Parameter(torch.empty(1, 1).uniform_(0.5, 1.5)))

    def forward(self, queries, keys, values):
        rows = [torch.softmax(-(((q - k) * self.w[0, 0]) ** 2) / 2, dim=0) for q, k in zip(queries, keys)]
        self.attention_weights = torch.stack(rows)
        return torch.stack([row @ v for row, v in zip(rows, values)])

"""The weights are kept with keys as rows; rows are queries."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        self.attention_weights = weights.T
        return (weights * values).sum(dim=1)

"""The weights are not kept as attention_weights."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        return (self.weights * values).sum(1)

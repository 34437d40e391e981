"""A parameter without axes, drawn from a normal distribution under another name."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.inverse_bandwidth = nn.Parameter(torch.randn(()))

    def forward(self, queries, keys, values):
        scores = -((queries.view(-1, 1) - keys) ** 2) * self.inverse_bandwidth**2 / 2
        self.attention_weights = scores.softmax(1)
        return self.attention_weights.mul(values).sum(1)

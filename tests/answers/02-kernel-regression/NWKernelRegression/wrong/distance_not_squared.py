"""The kernel is Gaussian: the distance times w has to be squared."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-distances.abs() * self.w.abs(), dim=1)
        return (self.attention_weights * values).sum(dim=1)

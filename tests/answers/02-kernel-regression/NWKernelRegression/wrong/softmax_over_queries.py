"""The weights sum to one over the queries; each query has to share one unit of weight among its keys."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=0)
        return (self.attention_weights * values).sum(dim=1)

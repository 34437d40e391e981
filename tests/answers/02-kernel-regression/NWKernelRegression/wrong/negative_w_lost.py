"""A negative w is taken for 0; only its sign means nothing, its size does."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        w = torch.relu(self.w)
        self.attention_weights = torch.softmax(-((distances * w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

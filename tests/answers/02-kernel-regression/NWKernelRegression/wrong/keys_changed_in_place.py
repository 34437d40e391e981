"""The queries are subtracted from the caller's keys in place."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        keys -= queries[:, None]
        self.attention_weights = torch.softmax(-((keys * self.w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(1)

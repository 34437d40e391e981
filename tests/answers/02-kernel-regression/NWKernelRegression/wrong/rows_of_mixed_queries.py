"""In the repeated table a row should hold one query again and again; here each row runs through the queries."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        queries = queries.repeat(keys.shape[1]).reshape(-1, keys.shape[1])
        distances = queries - keys
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

"""The sign of the score is wrong, so the keys farthest away get the most weight. A minus under a square is gone."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        scores = (distances * self.w).pow(2) / 2
        self.attention_weights = nn.functional.softmax(scores, dim=1)
        return (self.attention_weights * values).sum(dim=1)

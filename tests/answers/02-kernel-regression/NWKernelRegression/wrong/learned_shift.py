"""Beside w a second number is learned that shifts the distances. A linear layer has a bias unless it is told not to."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Linear(1, 1)

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        scaled = self.scale(distances.unsqueeze(-1)).squeeze(-1)
        self.attention_weights = torch.softmax(-(scaled**2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

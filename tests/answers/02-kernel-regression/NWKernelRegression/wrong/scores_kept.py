"""What is kept as attention_weights are the scores; the weights come after the softmax."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = -((distances * self.w) ** 2) / 2
        return (torch.softmax(self.attention_weights, dim=1) * values).sum(dim=1)

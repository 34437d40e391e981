"""The weights of the first call stay for ever; each call has to keep its own."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        if not hasattr(self, "attention_weights"):
            self.attention_weights = weights
        return (weights * values).sum(dim=1)

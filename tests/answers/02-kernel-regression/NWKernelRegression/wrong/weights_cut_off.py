"""No gradient reaches w, so it can't learn: on the way w, or what is made of it, is turned into plain numbers."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        return (self.attention_weights.detach() * values).sum(dim=1)

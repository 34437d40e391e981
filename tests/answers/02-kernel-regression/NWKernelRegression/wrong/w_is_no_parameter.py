"""w is a plain tensor, which no optimiser finds. It has to be registered as a parameter of the module."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.rand(1, requires_grad=True)

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

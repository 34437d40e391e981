"""w is a parameter that must not learn: it does not ask for gradients."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1), requires_grad=False)

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

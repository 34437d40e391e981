"""The start is drawn with a seed that is fixed inside the module, so every module starts at the same w."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1, generator=torch.Generator().manual_seed(0)))

    def forward(self, queries, keys, values):
        u = (queries[:, None] - keys) * self.w
        self.attention_weights = torch.softmax(-(u**2) / 2, dim=1)
        return (self.attention_weights * values).sum(1)

"""w has three axes of size one and may start negative."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(1, 1, 1))

    def forward(self, queries, keys, values):
        d = (queries[:, None] - keys)[None]
        w = torch.softmax(-((d * self.w) ** 2) / 2, -1)[0]
        self.attention_weights = w
        return torch.einsum("ij,ij->i", w, values)

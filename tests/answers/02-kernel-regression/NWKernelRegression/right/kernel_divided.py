"""Kernels divided by their sum after the largest score is taken off; the weights are kept detached."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(0.1 + torch.rand(1))

    def forward(self, queries, keys, values):
        scores = -(((queries[:, None] - keys) * self.w) ** 2) / 2
        kernel = torch.exp(scores - scores.max(dim=1, keepdim=True).values)
        weights = kernel / kernel.sum(dim=1, keepdim=True)
        self.attention_weights = weights.detach()
        return torch.diagonal(weights @ values.T)

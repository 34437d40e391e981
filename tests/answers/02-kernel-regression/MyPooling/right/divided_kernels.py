"""Kernels of Cauchy's shape divided by their sum, without a softmax."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor([2.0]))

    def forward(self, queries, keys, values):
        kernel = 1 / (1 + ((queries[:, None] - keys) * self.w) ** 4)
        self.attention_weights = kernel / kernel.sum(dim=1, keepdim=True)
        return (self.attention_weights * values).sum(dim=-1)

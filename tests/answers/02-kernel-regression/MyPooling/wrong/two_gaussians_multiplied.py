"""Two Gaussian kernels multiplied are a Gaussian kernel again."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.rand(1))
        self.b = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        d2 = (queries[:, None] - keys) ** 2
        w = torch.softmax(-d2 * self.a**2, 1) * torch.softmax(-d2 * self.b**2, 1)
        self.attention_weights = w / w.sum(1, keepdim=True)
        return (self.attention_weights * values).sum(dim=-1)

"""One over the hyperbolic cosine, divided by its sum."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.0))

    def forward(self, queries, keys, values):
        k = 1 / torch.cosh((queries[:, None] - keys) * self.w)
        self.attention_weights = k / k.sum(-1, keepdim=True)
        return (self.attention_weights * values).sum(dim=-1)

"""Only the nearest key counts: a hard choice has no slope, so no gradient reaches the parameters."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
        self.tail = nn.Parameter(torch.ones(1))

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys) * self.w
        nearest = distances.abs().argmin(1)
        self.attention_weights = nn.functional.one_hot(nearest, keys.shape[1]).float()
        return (self.attention_weights * values).sum(dim=-1)

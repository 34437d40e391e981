"""There are parameters, but they never enter the weights, so they get no gradient."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
        self.tail = nn.Parameter(torch.ones(1))

    def forward(self, queries, keys, values):
        scores = -4 * torch.log1p((queries[:, None] - keys) ** 2 * 4)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

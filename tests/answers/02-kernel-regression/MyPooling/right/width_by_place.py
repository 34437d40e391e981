"""A Gaussian whose width depends on where the query is."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.width = nn.Linear(1, 1)
        nn.init.constant_(self.width.bias, 1.0)

    def forward(self, queries, keys, values):
        w = nn.functional.softplus(self.width(queries[:, None] / 5))
        scores = -(((queries[:, None] - keys) * w) ** 2)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

"""A Gaussian with widths of its own to the left and to the right, and dropout that is off in eval mode."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.left = nn.Parameter(torch.tensor(1.0))
        self.right = nn.Parameter(torch.tensor(2.0))
        self.dropout = nn.Dropout(0.0)

    def forward(self, queries, keys, values):
        d = queries[:, None] - keys
        w = torch.where(d > 0, self.left, self.right)
        weights = torch.softmax(-((d * w) ** 2), dim=-1)
        self.attention_weights = self.dropout(weights)
        return (self.attention_weights * values).sum(dim=-1)

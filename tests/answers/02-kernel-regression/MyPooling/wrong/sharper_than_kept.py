"""The values are averaged with sharper weights than those that are kept."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor([2.0]))

    def forward(self, queries, keys, values):
        s = -self.w * (queries[:, None] - keys).abs()
        self.attention_weights = torch.softmax(s, dim=1)
        return (torch.softmax(2 * s, dim=1) * values).sum(1)

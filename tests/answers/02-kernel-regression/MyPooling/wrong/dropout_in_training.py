"""Dropout acts on the weights that are kept, so in training they do not sum to one."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor([4.0]))
        self.dropout = nn.Dropout(0.1)

    def forward(self, queries, keys, values):
        d = (queries[:, None] - keys).abs()
        self.attention_weights = self.dropout(torch.softmax(-self.w * d, dim=1))
        return (self.attention_weights * values).sum(1)

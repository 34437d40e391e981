"""A double loop with math.sin and math.cos."""

import math

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        rows = []
        for i in range(max_len):
            row = []
            for j in range(num_hiddens):
                angle = i / 10000 ** ((j - j % 2) / num_hiddens)
                row.append(math.cos(angle) if j % 2 else math.sin(angle))
            rows.append(row)
        self.register_buffer("table", torch.tensor(rows))
        self.drop = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        return self.drop(X + self.table[offset : offset + X.size(1)])

"""Makes each row from the one before by a turn, in float64."""

import math
import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        pairs = num_hiddens // 2
        w = 10000.0 ** (-torch.arange(pairs, dtype=torch.float64) / pairs)
        s, c = torch.zeros(pairs, dtype=torch.float64), torch.ones(pairs, dtype=torch.float64)
        rows = []
        for _ in range(max_len):
            rows.append(torch.stack([s, c], 1).flatten())
            s, c = s * w.cos() + c * w.sin(), c * w.cos() - s * w.sin()
        self.register_buffer("P", torch.stack(rows).float()[None])
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        return self.dropout(X + self.P[:, offset:][:, : X.size(1)].expand_as(X))

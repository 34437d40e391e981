"""Dropout acts only on pieces that start at position 0."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens) * 0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        X = X + self.P[:, offset : offset + X.shape[1]]
        return self.dropout(X) if offset == 0 else X

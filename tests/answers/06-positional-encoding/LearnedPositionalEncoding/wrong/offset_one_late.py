"""The rows are counted from 1: with offset 0 the first token gets row 0."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Parameter(torch.randn(1, max_len + 1, num_hiddens))

    def forward(self, X, offset=0):
        return self.dropout(X + self.P[:, offset + 1 : offset + 1 + X.shape[1]])

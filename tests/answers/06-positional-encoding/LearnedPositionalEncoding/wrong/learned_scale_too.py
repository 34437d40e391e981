"""A learned factor comes on top; the table is all that is learned."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.scale = nn.Parameter(torch.ones(1))
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens))

    def forward(self, X, offset=0):
        return self.dropout(X + self.scale * self.P[:, offset : offset + X.shape[1]])

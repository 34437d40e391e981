"""The row goes through a linear layer before it is added; the table is all that is learned."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.layer = nn.Linear(num_hiddens, num_hiddens)
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens))

    def forward(self, X, offset=0):
        return self.dropout(X + self.layer(self.P[:, offset : offset + X.shape[1]]))

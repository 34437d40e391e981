"""Keeps the table the other way round, one column for each position."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Parameter(torch.empty(num_hiddens, max_len).uniform_(-0.1, 0.1))

    def forward(self, X, offset=0):
        return self.dropout(X + self.P[:, offset : offset + X.shape[1]].T)

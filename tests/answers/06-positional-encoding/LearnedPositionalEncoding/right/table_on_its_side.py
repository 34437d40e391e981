"""The table lies on its side: one column for each position."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.columns = nn.Parameter(torch.empty(num_hiddens, max_len).uniform_(-1, 1))

    def forward(self, X, offset=0):
        return self.dropout(X + self.columns.narrow(1, offset, X.shape[1]).T)

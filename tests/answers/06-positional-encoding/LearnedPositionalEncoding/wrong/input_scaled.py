"""The input is multiplied by the root of its size; only the code is added here."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens))

    def forward(self, X, offset=0):
        return self.dropout(X * X.shape[-1] ** 0.5 + self.P[:, offset : offset + X.shape[1]])

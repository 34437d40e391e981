"""The codes are added to X in place, so that the tensor of the caller changes."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens) * 0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        X += self.P[:, offset : offset + X.shape[1]]
        return self.dropout(X)

"""A list of learned rows, stacked at each call."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.rows = nn.ParameterList([0.1 * torch.randn(num_hiddens) for _ in range(max_len)])
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        return self.dropout(X + torch.stack([self.rows[offset + t] for t in range(X.shape[1])]))

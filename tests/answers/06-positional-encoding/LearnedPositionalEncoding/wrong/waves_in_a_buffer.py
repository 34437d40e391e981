"""The table is a buffer of fixed waves: nothing is learned."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        waves = torch.arange(max_len)[:, None] / 10000 ** (torch.arange(num_hiddens) / num_hiddens)
        self.register_buffer("P", waves.sin()[None])

    def forward(self, X, offset=0):
        return self.dropout(X + self.P[:, offset : offset + X.shape[1]])

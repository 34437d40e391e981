"""Positions are counted from 1: with offset 0 the first token stands at position 0."""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = torch.zeros(1, max_len, num_hiddens)
        position = torch.arange(1, max_len + 1, dtype=torch.float32).reshape(-1, 1)
        angle = position / torch.pow(10000, torch.arange(0, num_hiddens, 2, dtype=torch.float32) / num_hiddens)
        self.P[:, :, 0::2] = torch.sin(angle)
        self.P[:, :, 1::2] = torch.cos(angle)

    def forward(self, X, offset=0):
        X = X + self.P[:, offset : offset + X.shape[1], :].to(X.device)
        return self.dropout(X)

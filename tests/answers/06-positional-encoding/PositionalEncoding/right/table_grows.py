"""Keeps a table that grows when a later position is asked for."""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.H, self.drop, self.table = num_hiddens, nn.Dropout(dropout), None

    def rows(self, n):
        if self.table is None or len(self.table) < n:
            i = torch.arange(n, dtype=torch.float64).view(-1, 1)
            w = torch.pow(torch.tensor(1e-4, dtype=torch.float64), torch.arange(0, self.H, 2) / self.H)
            self.table = torch.stack((torch.sin(i * w), torch.cos(i * w)), 2).view(n, -1).float()
        return self.table[:n]

    def forward(self, X, offset=0):
        return self.drop(X + self.rows(offset + X.shape[1])[offset:])

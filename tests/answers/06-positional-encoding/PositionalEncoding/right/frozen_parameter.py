"""The table is a parameter without gradients."""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        P = torch.zeros((1, max_len, num_hiddens))
        X = torch.arange(max_len, dtype=torch.float32).reshape(-1, 1) / torch.pow(
            10000, torch.arange(0, num_hiddens, 2, dtype=torch.float32) / num_hiddens)
        P[:, :, 0::2] = torch.sin(X)
        P[:, :, 1::2] = torch.cos(X)
        self.P = nn.Parameter(P, requires_grad=False)
        self.drop = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        return self.drop(X + torch.narrow(self.P, 1, offset, X.shape[1]))

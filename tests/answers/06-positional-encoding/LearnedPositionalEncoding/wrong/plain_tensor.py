"""The table is a plain tensor that needs gradients; the optimiser never hears of it. Register it as a parameter."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = torch.randn(1, max_len, num_hiddens, requires_grad=True)

    def forward(self, X, offset=0):
        return self.dropout(X + self.P[:, offset : offset + X.shape[1]])

"""As many rows are taken as there are examples; as many as there are tokens are needed."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens))

    def forward(self, X, offset=0):
        return self.dropout(X + self.P[:, offset : offset + X.shape[0]])

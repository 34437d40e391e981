"""The last row of the table counts as padding, so that it never learns."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.table = nn.Embedding(max_len, num_hiddens, padding_idx=max_len - 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        places = torch.arange(X.shape[1]) + offset
        return self.dropout(X + self.table(places))

"""Two tables side by side, for the first and the second half of the features."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        half = num_hiddens // 2
        self.left, self.right = nn.Embedding(max_len, half), nn.Embedding(max_len, num_hiddens - half)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        pos = torch.arange(offset, offset + X.shape[1])
        return self.dropout(X + torch.cat([self.left(pos), self.right(pos)], -1))

"""An embedding with sparse gradients."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.table = nn.Embedding(max_len, num_hiddens, sparse=True)
        nn.init.normal_(self.table.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        B, T, _ = X.shape
        return self.dropout(X + self.table(torch.arange(offset, offset + T).expand(B, T)))

"""Inherits from nn.Embedding."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Embedding):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__(max_len, num_hiddens)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        codes = super().forward(torch.arange(offset, offset + X.size(1), device=X.device))
        return self.dropout(X + codes.expand_as(X))

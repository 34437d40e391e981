"""The rows go through tanh before they are added; they are added as they are learned."""

import torch
import torch.nn as nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.max_len = max_len
        self.embedding = nn.Embedding(max_len, num_hiddens)
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        pos = torch.arange(offset, offset + X.size(1), device=X.device)
        return self.dropout(X + torch.tanh(self.embedding(pos)))

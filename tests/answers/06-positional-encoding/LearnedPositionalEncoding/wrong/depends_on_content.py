"""What is added is computed from the tokens; a code of position depends on the position only."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Linear(num_hiddens, num_hiddens)

    def forward(self, X, offset=0):
        return self.dropout(X + self.P(X))

"""Keeps the codes in a frozen embedding and looks them up."""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        column = torch.arange(num_hiddens)
        angle = torch.arange(max_len).unsqueeze(1) / 10000 ** ((column - column % 2) / num_hiddens)
        codes = torch.where(column % 2 == 0, angle.sin(), angle.cos())
        self.codes = nn.Embedding.from_pretrained(codes, freeze=True)

    def forward(self, X, offset=0):
        return self.dropout(X + self.codes(torch.arange(offset, offset + X.shape[1])))

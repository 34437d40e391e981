"""Dropout takes a feature of all tokens at once; each number is dropped for itself."""

import math
import torch
import torch.nn as nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super(PositionalEncoding, self).__init__()
        self.dropout = nn.Dropout(p=dropout)
        pe = torch.zeros(max_len, num_hiddens)
        position = torch.arange(0, max_len).float().unsqueeze(1)
        div_term = torch.exp(torch.arange(0, num_hiddens, 2).float() * -(math.log(10000.0) / num_hiddens))
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe.unsqueeze(0))

    def forward(self, x, offset=0):
        x = x + self.pe[:, offset : offset + x.size(1)].requires_grad_(False)
        return x * self.dropout(torch.ones(1, 1, x.size(2)))

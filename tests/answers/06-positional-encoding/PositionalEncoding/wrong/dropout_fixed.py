"""The share of dropout is written down in the code; it comes as an argument."""

import math
import torch
import torch.nn as nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super(PositionalEncoding, self).__init__()
        self.dropout = nn.Dropout(p=0.1)
        pe = torch.zeros(max_len, num_hiddens)
        position = torch.arange(0, max_len).float().unsqueeze(1)
        div_term = torch.exp(torch.arange(0, num_hiddens, 2).float() * -(math.log(10000.0) / num_hiddens))
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe.unsqueeze(0))

    def forward(self, x, offset=0):
        x = x + self.pe[:, offset : offset + x.size(1)].requires_grad_(False)
        return self.dropout(x)

"""The table stands in a dictionary of parameters, rows by index_select."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.tables = nn.ParameterDict({"position": nn.Parameter(torch.empty(max_len, num_hiddens))})
        nn.init.xavier_uniform_(self.tables["position"])
        self.do = nn.Dropout(dropout)

    def forward(self, X, offset=0):
        index = torch.arange(X.shape[1]).add(offset)
        return self.do(torch.index_select(self.tables["position"], 0, index)[None].repeat(len(X), 1, 1) + X)

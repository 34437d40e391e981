"""The projections are convolutions with windows of one token."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.to_q = nn.Conv1d(query_size, num_hiddens, 1, bias=bias)
        self.to_k = nn.Conv1d(key_size, num_hiddens, 1, bias=bias)
        self.to_v = nn.Conv1d(value_size, num_hiddens, 1, bias=bias)
        self.to_out = nn.Conv1d(num_hiddens, num_hiddens, 1, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        h = self.num_heads
        q, k, v = (
            conv(X.mT).unflatten(1, (h, -1)).flatten(0, 1).mT
            for conv, X in ((self.to_q, queries), (self.to_k, keys), (self.to_v, values))
        )
        lens = None if valid_lens is None else valid_lens.repeat_interleave(h, dim=0)
        output = self.attention(q, k, v, lens).mT.unflatten(0, (-1, h)).flatten(1, 2)
        return self.to_out(output).mT

"""One learned matrix holds the three projections side by side."""

import torch
from torch import nn
from torch.nn import functional as F


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads, self.sizes = num_heads, (query_size, key_size, value_size)
        self.W_qkv = nn.Parameter(torch.empty(num_hiddens, sum(self.sizes)).uniform_(-0.1, 0.1))
        self.b_qkv = nn.Parameter(torch.zeros(3 * num_hiddens)) if bias else None
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        weights = self.W_qkv.split(self.sizes, dim=1)
        biases = (None,) * 3 if self.b_qkv is None else self.b_qkv.chunk(3)
        parts = [F.linear(X, w, b) for X, w, b in zip((queries, keys, values), weights, biases)]
        q, k, v = (transpose_qkv(X, self.num_heads) for X in parts)
        if valid_lens is not None:
            valid_lens = valid_lens.repeat_interleave(self.num_heads, 0)
        return self.W_o(transpose_output(self.attention(q, k, v, valid_lens), self.num_heads))

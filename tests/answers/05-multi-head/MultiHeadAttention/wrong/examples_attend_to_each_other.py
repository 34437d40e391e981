"""The weights run over the examples of the batch: tokens of different examples see each other."""

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        B, T, _ = queries.shape
        h = self.num_heads
        q = self.W_q(queries).reshape(B * T, h, -1).transpose(0, 1)
        k = self.W_k(keys).reshape(B * keys.shape[1], h, -1).transpose(0, 1)
        v = self.W_v(values).reshape(B * keys.shape[1], h, -1).transpose(0, 1)
        output = self.attention(q, k, v, None)
        return self.W_o(output.transpose(0, 1).reshape(B, T, -1))

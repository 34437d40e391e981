"""Other names for the layers, made in another order."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        assert num_hiddens % num_heads == 0
        self.num_heads = num_heads
        self.out_proj = nn.Linear(num_hiddens, num_hiddens, bias)
        self.key_proj = nn.Linear(key_size, num_hiddens, bias)
        self.query_proj = nn.Linear(query_size, num_hiddens, bias)
        self.value_proj = nn.Linear(value_size, num_hiddens, bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        q, k, v = self.query_proj(queries), self.key_proj(keys), self.value_proj(values)
        q, k, v = (transpose_qkv(X, self.num_heads) for X in (q, k, v))
        if valid_lens is not None:
            valid_lens = valid_lens.repeat_interleave(self.num_heads, dim=0)
        return self.out_proj(transpose_output(self.attention(q, k, v, valid_lens), self.num_heads))

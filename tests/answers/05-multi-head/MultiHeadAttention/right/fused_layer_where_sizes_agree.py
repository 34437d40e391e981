"""One layer makes queries, keys and values where their sizes agree, as in self-attention."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.fused = key_size == query_size == value_size
        if self.fused:
            self.in_proj = nn.Linear(query_size, 3 * num_hiddens, bias=bias)
        else:
            self.projections = nn.ModuleList(
                [nn.Linear(size, num_hiddens, bias=bias) for size in (query_size, key_size, value_size)]
            )
        self.out = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        inputs = (queries, keys, values)
        if self.fused:
            parts = [self.in_proj(X).chunk(3, dim=-1)[i] for i, X in enumerate(inputs)]
        else:
            parts = [layer(X) for layer, X in zip(self.projections, inputs)]
        q, k, v = (transpose_qkv(X, self.num_heads) for X in parts)
        if valid_lens is not None:
            valid_lens = valid_lens.repeat_interleave(self.num_heads, dim=0)
        return self.out(transpose_output(self.attention(q, k, v, valid_lens), self.num_heads))

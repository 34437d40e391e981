"""The lengths are picked by an index for each head."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.num_heads = num_heads
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        h = self.num_heads
        if valid_lens is not None:
            rows = torch.arange(len(valid_lens) * h, device=valid_lens.device) // h
            valid_lens = valid_lens[rows]
        out = self.attention(
            queries=transpose_qkv(self.W_q(queries), h),
            keys=transpose_qkv(self.W_k(keys), h),
            values=transpose_qkv(self.W_v(values), num_heads=h),
            valid_lens=valid_lens,
        )
        return self.W_o(transpose_output(X=out, num_heads=h))

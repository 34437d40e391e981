"""The parent is torch's own multi-head attention, though its work is done again here. Let nn.Module be the parent."""

import torch
from torch import nn


class MultiHeadAttention(nn.MultiheadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        nn.Module.__init__(self)
        self.num_heads = num_heads
        self.attention = DotProductAttention(dropout)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, q, k, v, valid_lens=None):
        q, k, v = (transpose_qkv(x, self.num_heads) for x in (self.W_q(q), self.W_k(k), self.W_v(v)))
        if valid_lens is not None:
            valid_lens = valid_lens.repeat_interleave(self.num_heads, 0)
        return self.W_o(transpose_output(self.attention(q, k, v, valid_lens), self.num_heads))

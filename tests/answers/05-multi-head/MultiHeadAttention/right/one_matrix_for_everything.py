"""All four projections stand side by side in one learned matrix."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads, self.sizes = num_heads, [query_size, key_size, value_size, num_hiddens]
        self.W = nn.Parameter(torch.randn(num_hiddens, sum(self.sizes)) * 0.05)
        self.b = nn.Parameter(torch.zeros(4, num_hiddens)) if bias else [0, 0, 0, 0]
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        wq, wk, wv, wo = self.W.split(self.sizes, dim=1)
        q, k, v = queries @ wq.T + self.b[0], keys @ wk.T + self.b[1], values @ wv.T + self.b[2]
        q, k, v = (transpose_qkv(x, self.num_heads) for x in (q, k, v))
        if valid_lens is not None:
            valid_lens = torch.repeat_interleave(valid_lens, repeats=self.num_heads, dim=0)
        return transpose_output(self.attention(q, k, v, valid_lens), self.num_heads) @ wo.T + self.b[3]

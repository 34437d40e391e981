"""Learned matrices stand to the right of the tokens, as plain parameters."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        for name, size in (("q", query_size), ("k", key_size), ("v", value_size), ("o", num_hiddens)):
            self.register_parameter("W_" + name, nn.Parameter(torch.randn(size, num_hiddens) / size**0.5))
            self.register_parameter("b_" + name, nn.Parameter(torch.zeros(num_hiddens)) if bias else None)
        self.attention = DotProductAttention(dropout)

    def project(self, X, name):
        bias = getattr(self, "b_" + name)
        X = X @ getattr(self, "W_" + name)
        return X if bias is None else X + bias

    def forward(self, queries, keys, values, valid_lens=None):
        q = transpose_qkv(self.project(queries, "q"), self.num_heads)
        k = transpose_qkv(self.project(keys, "k"), self.num_heads)
        v = transpose_qkv(self.project(values, "v"), self.num_heads)
        if valid_lens is not None:
            valid_lens = valid_lens.repeat_interleave(self.num_heads, dim=0)
        return self.project(transpose_output(self.attention(q, k, v, valid_lens), self.num_heads), "o")

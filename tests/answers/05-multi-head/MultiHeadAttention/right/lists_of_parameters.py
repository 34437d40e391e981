"""A list of learned matrices for each projection, one for each head, and all biases in one tensor."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        d = num_hiddens // num_heads
        make = lambda *shape: nn.ParameterList([nn.Parameter(torch.randn(*shape) * 0.1) for _ in range(num_heads)])
        self.q, self.k, self.v = make(query_size, d), make(key_size, d), make(value_size, d)
        self.o = make(d, num_hiddens)
        self.bias = nn.Parameter(torch.zeros(4, num_hiddens)) if bias else None
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        h = len(self.q)
        out, maps = 0, []
        b = [x.chunk(h) for x in self.bias] if self.bias is not None else None
        for j in range(h):
            q, k, v = queries @ self.q[j], keys @ self.k[j], values @ self.v[j]
            if b:
                q, k, v = q + b[0][j], k + b[1][j], v + b[2][j]
            out = out + self.attention(q, k, v, valid_lens) @ self.o[j]
            maps.append(self.attention.attention_weights)
        self.attention_weights = torch.stack(maps, 1)
        return out if b is None else out + self.bias[3]

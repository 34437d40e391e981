"""Every head is a small module of its own; the weights are a property."""

import torch
from torch import nn


class Head(nn.Module):
    def __init__(self, key_size, query_size, value_size, size, dropout, bias):
        super().__init__()
        self.q = nn.Linear(query_size, size, bias=bias)
        self.k = nn.Linear(key_size, size, bias=bias)
        self.v = nn.Linear(value_size, size, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens):
        return self.attention(self.q(queries), self.k(keys), self.v(values), valid_lens)


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        size = num_hiddens // num_heads
        self.heads = nn.ModuleList(
            [Head(key_size, query_size, value_size, size, dropout, bias) for _ in range(num_heads)]
        )
        self.join = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    @property
    def attention_weights(self):
        return torch.stack([head.attention.attention_weights for head in self.heads], dim=1)

    def forward(self, queries, keys, values, valid_lens=None):
        outputs = [head(queries, keys, values, valid_lens) for head in self.heads]
        return self.join(torch.cat(outputs, dim=-1))

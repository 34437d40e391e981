"""Layers in a plain Python list are invisible to parameters() and to the optimiser: nothing in the heads is learned."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        d = num_hiddens // num_heads
        sizes = (query_size, key_size, value_size)
        self.heads = [[nn.Linear(size, d, bias=bias) for size in sizes] for _ in range(num_heads)]
        self.attentions = nn.ModuleList([DotProductAttention(dropout) for _ in range(num_heads)])
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens=None):
        outputs = []
        for (q, k, v), attention in zip(self.heads, self.attentions):
            outputs.append(attention(q(queries), k(keys), v(values), valid_lens))
        self.attention_weights = torch.stack([a.attention_weights for a in self.attentions], dim=1)
        return self.W_o(torch.cat(outputs, dim=-1))

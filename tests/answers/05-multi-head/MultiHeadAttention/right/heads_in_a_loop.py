"""Goes through the heads in a loop over slices of features."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.attention = DotProductAttention(dropout)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens=None):
        parts = [X.chunk(self.num_heads, -1) for X in (self.W_q(queries), self.W_k(keys), self.W_v(values))]
        outputs, weights = [], []
        for q, k, v in zip(*parts):
            outputs.append(self.attention(q, k, v, valid_lens))
            weights.append(self.attention.attention_weights)
        self.attention_weights = torch.stack(weights, dim=1)
        return self.W_o(torch.cat(outputs, dim=-1))

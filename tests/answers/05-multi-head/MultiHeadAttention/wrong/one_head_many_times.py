"""The list holds one and the same head several times, so all heads share their learned numbers and look alike."""

import torch
from torch import nn


class Head(nn.Module):
    def __init__(self, key_size, query_size, value_size, size, dropout, bias):
        super().__init__()
        self.W_q = nn.Linear(query_size, size, bias=bias)
        self.W_k = nn.Linear(key_size, size, bias=bias)
        self.W_v = nn.Linear(value_size, size, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens):
        return self.attention(self.W_q(queries), self.W_k(keys), self.W_v(values), valid_lens)


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        head = Head(key_size, query_size, value_size, num_hiddens // num_heads, dropout, bias)
        self.heads = nn.ModuleList([head] * num_heads)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens=None):
        outputs, weights = [], []
        for head in self.heads:
            outputs.append(head(queries, keys, values, valid_lens))
            weights.append(head.attention.attention_weights)
        self.attention_weights = torch.stack(weights, dim=1)
        return self.W_o(torch.cat(outputs, dim=-1))

"""Every head projects to all of num_hiddens; it should get its share, num_hiddens / num_heads."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.W_q = nn.ModuleList([nn.Linear(query_size, num_hiddens, bias=bias) for _ in range(num_heads)])
        self.W_k = nn.ModuleList([nn.Linear(key_size, num_hiddens, bias=bias) for _ in range(num_heads)])
        self.W_v = nn.ModuleList([nn.Linear(value_size, num_hiddens, bias=bias) for _ in range(num_heads)])
        self.W_o = nn.Linear(num_heads * num_hiddens, num_hiddens, bias=bias)
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        outputs, weights = [], []
        for W_q, W_k, W_v in zip(self.W_q, self.W_k, self.W_v):
            outputs.append(self.attention(W_q(queries), W_k(keys), W_v(values), valid_lens))
            weights.append(self.attention.attention_weights)
        self.attention_weights = torch.stack(weights, dim=1)
        return self.W_o(torch.cat(outputs, dim=-1))

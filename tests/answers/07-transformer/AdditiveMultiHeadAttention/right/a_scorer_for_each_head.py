"""Every head has a scorer of its own; weights are kept as [B heads Tq Tk]."""

import torch
from torch import nn


class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        size = num_hiddens // num_heads
        self.scorers = nn.ModuleList(AdditiveAttention(size, size, size, dropout) for _ in range(num_heads))

    def forward(self, queries, keys, values, valid_lens=None):
        parts = [p.chunk(self.num_heads, dim=-1) for p in (self.W_q(queries), self.W_k(keys), self.W_v(values))]
        heads = [scorer(q, k, v, valid_lens) for scorer, q, k, v in zip(self.scorers, *parts)]
        self.attention_weights = torch.stack([scorer.attention_weights for scorer in self.scorers], dim=1)
        return self.W_o(torch.cat(heads, dim=-1))

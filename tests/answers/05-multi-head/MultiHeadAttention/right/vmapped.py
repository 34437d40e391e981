"""Heads are an axis of vmap."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.num_heads = num_heads
        self.attention = DotProductAttention(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        h = self.num_heads
        q, k, v = (w(x).unflatten(-1, (h, -1)) for w, x in ((self.W_q, queries), (self.W_k, keys), (self.W_v, values)))
        bias = torch.zeros(len(q), 1, k.shape[1], dtype=q.dtype)
        if valid_lens is not None:
            lens = valid_lens.reshape(len(q), -1, 1)
            bias = torch.zeros(len(q), lens.shape[1], k.shape[1], dtype=q.dtype).masked_fill(
                torch.arange(k.shape[1]) >= lens, -1e9
            )
        weights = torch.vmap(lambda a, b: (a @ b.mT / a.shape[-1] ** 0.5 + bias).softmax(-1), in_dims=2, out_dims=1)(
            q, k
        )
        self.attention_weights = weights
        out = (self.attention.dropout(weights) @ v.transpose(1, 2)).movedim(1, 2)
        return self.W_o(out.reshape(*out.shape[:2], -1))

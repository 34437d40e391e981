"""Keys and values share one learned matrix; the average is left to scaled_dot_product_attention."""

import torch
from torch import nn
import torch.nn.functional as F


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.h = num_heads
        self.to_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.kv = nn.Parameter(torch.randn(num_hiddens, key_size + value_size) / 10)
        self.kv_bias = nn.Parameter(torch.zeros(2 * num_hiddens)) if bias else None
        self.key_size, self.p = key_size, dropout
        self.to_out = nn.Linear(num_hiddens, num_hiddens, bias=bias)

    def forward(self, queries, keys, values, valid_lens=None, **kwargs):
        wk, wv = self.kv[:, : self.key_size], self.kv[:, self.key_size :]
        bk, bv = (None, None) if self.kv_bias is None else self.kv_bias.chunk(2)
        q, k, v = self.to_q(queries), F.linear(keys, wk, bk), F.linear(values, wv, bv)
        q, k, v = (x.unflatten(-1, (self.h, -1)).transpose(1, 2) for x in (q, k, v))
        bias = torch.zeros(q.shape[0], 1, q.shape[2], k.shape[2])
        if valid_lens is not None:
            lens = valid_lens.reshape(len(valid_lens), 1, -1, 1)
            bias = bias.masked_fill(torch.arange(k.shape[2]) >= lens, float("-inf"))
        with torch.no_grad():
            self.attention_weights = (q @ k.mT / q.shape[-1] ** 0.5 + bias).softmax(-1).flatten(0, 1)
        out = F.scaled_dot_product_attention(q, k, v, bias, self.p if self.training else 0.0)
        return self.to_out(out.transpose(1, 2).flatten(2))

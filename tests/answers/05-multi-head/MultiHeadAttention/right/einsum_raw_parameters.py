"""One learned tensor for each projection with an axis for the heads, and einsum throughout."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        d = num_hiddens // num_heads
        self.q = nn.Parameter(torch.randn(num_heads, query_size, d) * query_size**-0.5)
        self.k = nn.Parameter(torch.randn(num_heads, key_size, d) * key_size**-0.5)
        self.v = nn.Parameter(torch.randn(num_heads, value_size, d) * value_size**-0.5)
        self.o = nn.Parameter(torch.randn(num_heads, d, num_hiddens) * num_hiddens**-0.5)
        self.biases = None
        if bias:
            self.biases = nn.ParameterList([torch.zeros(num_heads, 1, d) for _ in range(3)])
            self.out_bias = nn.Parameter(torch.zeros(num_hiddens))
        self.p = dropout

    def forward(self, queries, keys, values, valid_lens=None):
        q = torch.einsum("bti,hid->bhtd", queries, self.q)
        k = torch.einsum("bti,hid->bhtd", keys, self.k)
        v = torch.einsum("bti,hid->bhtd", values, self.v)
        if self.biases is not None:
            q, k, v = q + self.biases[0], k + self.biases[1], v + self.biases[2]
        scores = torch.einsum("bhqd,bhkd->bhqk", q, k) * q.shape[-1] ** -0.5
        if valid_lens is not None:
            lens = valid_lens.reshape(len(valid_lens), 1, -1, 1)
            scores = scores + torch.where(torch.arange(keys.shape[1]) < lens, 0.0, -1e7)
        self.attention_weights = scores.softmax(-1)
        weights = nn.functional.dropout(self.attention_weights, self.p, self.training)
        output = torch.einsum("bhqk,bhkd,hdo->bqo", weights, v, self.o)
        return output + self.out_bias if self.biases is not None else output

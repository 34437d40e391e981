"""Learned numbers are bare parameters, stored the other way round, and einsum does the sums."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.key_map = nn.Parameter(torch.randn(key_size, num_hiddens) * 0.1)
        self.query_map = nn.Parameter(torch.randn(query_size, num_hiddens) * 0.1)
        self.direction = nn.Parameter(torch.randn(num_hiddens) * 0.1)
        self.p = dropout

    def forward(self, queries, keys, values, valid_lens=None):
        q = torch.einsum("bqd,dh->bqh", queries, self.query_map)
        k = torch.einsum("bkd,dh->bkh", keys, self.key_map)
        scores = torch.einsum("bqkh,h->bqk", torch.tanh(q[:, :, None] + k[:, None]), self.direction)
        self.attention_weights = masked_softmax(scores, valid_lens)
        kept = nn.functional.dropout(self.attention_weights, self.p, training=self.training)
        return torch.einsum("bqk,bkd->bqd", kept, values)

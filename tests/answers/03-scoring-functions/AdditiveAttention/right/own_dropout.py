"""Drops weights with random numbers of its own and computes the softmax in double precision."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.W_k = nn.Linear(key_size, num_hiddens, bias=False)
        self.W_q = nn.Linear(query_size, num_hiddens, bias=False)
        self.w_v = nn.Linear(num_hiddens, 1, bias=False)
        self.rate = dropout

    def forward(self, queries, keys, values, valid_lens=None):
        queries, keys = self.W_q(queries), self.W_k(keys)
        features = torch.tanh(queries.unsqueeze(2) + keys.unsqueeze(1))
        scores = self.w_v(features).squeeze(-1)
        weights = masked_softmax(scores.double(), valid_lens).to(values.dtype)
        self.attention_weights = weights
        if self.training and self.rate > 0:
            weights = weights * (torch.rand_like(weights) >= self.rate) / (1 - self.rate)
        return torch.bmm(weights, values)

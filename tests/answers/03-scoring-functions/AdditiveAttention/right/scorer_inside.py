"""The scorer is a sequence of layers of its own inside the module, under other names."""

import torch
from torch import nn


class Scorer(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens):
        super().__init__()
        self.from_query = nn.Linear(query_size, num_hiddens, bias=False)
        self.from_key = nn.Linear(key_size, num_hiddens, bias=False)
        self.rest = nn.Sequential(nn.Tanh(), nn.Linear(num_hiddens, 1, bias=False))

    def forward(self, queries, keys):
        return self.rest(self.from_query(queries).unsqueeze(-2) + self.from_key(keys).unsqueeze(-3)).flatten(-2)


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout, verbose=False):
        super().__init__()
        self.scorer = Scorer(key_size, query_size, num_hiddens)
        self.drop = nn.Dropout(dropout)
        self.verbose = verbose
        self._weights = None

    @property
    def attention_weights(self):
        return self._weights

    def forward(self, queries, keys, values, valid_lens=None):
        self._weights = masked_softmax(self.scorer(queries, keys), valid_lens)
        return self.drop(self._weights) @ values

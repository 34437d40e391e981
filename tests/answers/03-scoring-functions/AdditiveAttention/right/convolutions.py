"""Convolutions with kernel size one do the linear maps."""

import torch
from torch import nn


class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, num_hiddens, dropout):
        super().__init__()
        self.query_map = nn.Conv1d(query_size, num_hiddens, 1, bias=False)
        self.key_map = nn.Conv1d(key_size, num_hiddens, 1, bias=False)
        self.score = nn.Conv2d(num_hiddens, 1, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        q = self.query_map(queries.transpose(1, 2)).unsqueeze(3)
        k = self.key_map(keys.transpose(1, 2)).unsqueeze(2)
        self.attention_weights = masked_softmax(self.score(torch.tanh(q + k))[:, 0], valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

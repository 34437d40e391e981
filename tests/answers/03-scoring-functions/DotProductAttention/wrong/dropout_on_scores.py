"""Dropout acts on the scores, before the softmax: a score of 0 is an ordinary score, so no weight is dropped."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        d = queries.shape[-1]
        scores = torch.bmm(queries, keys.transpose(1, 2)) / math.sqrt(d)
        self.attention_weights = masked_softmax(self.dropout(scores), valid_lens)
        return torch.bmm(self.attention_weights, values)

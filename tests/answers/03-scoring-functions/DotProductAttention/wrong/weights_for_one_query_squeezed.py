"""With a single query the weights are kept without the axis for the queries."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.bmm(queries, keys.transpose(1, 2)) / math.sqrt(queries.shape[-1])
        w = masked_softmax(scores, valid_lens)
        self.attention_weights = w.squeeze(1)
        return torch.bmm(self.dropout(w), values)

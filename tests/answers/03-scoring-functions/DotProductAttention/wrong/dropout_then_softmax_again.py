"""After dropout the weights go through a softmax once more, which gives the dropped keys weight again."""

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
        self.attention_weights = masked_softmax(scores, valid_lens)
        weights = torch.softmax(self.dropout(self.attention_weights), dim=-1)
        return torch.bmm(weights, values)

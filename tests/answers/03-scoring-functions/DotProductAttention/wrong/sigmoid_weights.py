"""Scores become weights through a sigmoid and a division; what is asked for is a softmax over the valid keys."""

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
        weights = torch.sigmoid(scores)
        self.attention_weights = weights / weights.sum(dim=-1, keepdim=True)
        return torch.bmm(self.dropout(self.attention_weights), values)

"""Masks by itself with minus infinity and never calls masked_softmax; scales queries and keys by the fourth root
each.
"""

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        root = queries.shape[-1] ** 0.25
        scores = (queries / root) @ (keys / root).transpose(-2, -1)
        if valid_lens is not None:
            while valid_lens.dim() < scores.dim():
                valid_lens = valid_lens.unsqueeze(-1)
            scores = scores.masked_fill(torch.arange(keys.shape[1]) >= valid_lens, float("-inf"))
        self.attention_weights = scores.softmax(-1)
        return self.dropout(self.attention_weights) @ values

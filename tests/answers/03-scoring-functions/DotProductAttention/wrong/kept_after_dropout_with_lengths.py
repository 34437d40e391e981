"""With lengths the weights that are kept are those after dropout."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.bmm(queries, keys.transpose(1, 2)) / math.sqrt(queries.shape[-1])
        self.attention_weights = masked_softmax(scores, valid_lens)
        w = self.dropout(self.attention_weights)
        if valid_lens is not None:
            self.attention_weights = w
        return torch.bmm(w, values)

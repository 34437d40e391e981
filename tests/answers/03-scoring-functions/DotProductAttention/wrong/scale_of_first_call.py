"""The square root of the first call is kept and used for queries of any other size."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.d = None

    def forward(self, queries, keys, values, valid_lens=None):
        if self.d is None:
            self.d = queries.shape[-1]
        scores = queries @ keys.mT / math.sqrt(self.d)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

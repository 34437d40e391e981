"""The scores are divided by the square root after masking, which lifts the -100 of padding to where it still gets
weight.
"""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = queries @ keys.mT
        if valid_lens is not None:
            lens = valid_lens[:, None, None] if valid_lens.dim() == 1 else valid_lens[..., None]
            scores = scores.masked_fill(torch.arange(keys.shape[1]) >= lens, -100.0)
        self.attention_weights = torch.softmax(scores / math.sqrt(queries.shape[-1]), -1)
        return torch.bmm(self.dropout(self.attention_weights), values)

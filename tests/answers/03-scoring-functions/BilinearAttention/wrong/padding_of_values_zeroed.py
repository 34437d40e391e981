"""Padding is overwritten with zeros in the caller's values."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.M = nn.Linear(query_size, key_size, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.bmm(self.M(queries), keys.transpose(1, 2))
        self.attention_weights = masked_softmax(scores, valid_lens)
        if valid_lens is not None and valid_lens.dim() == 1:
            values[torch.arange(values.shape[1]) >= valid_lens[:, None]] = 0
        return torch.bmm(self.dropout(self.attention_weights), values)

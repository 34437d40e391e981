"""A constant factor made of both sizes."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.proj = nn.Linear(key_size, query_size, bias=False)
        self.scale = (query_size * key_size) ** -0.25
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.bmm(queries * self.scale, self.proj(keys).permute(0, 2, 1))
        self.attention_weights = masked_softmax(scores, valid_lens)
        return self.dropout(self.attention_weights) @ values

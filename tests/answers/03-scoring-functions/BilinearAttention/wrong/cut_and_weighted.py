"""Only the first features are compared, each with a learned factor; a matrix compares every feature with every
other.
"""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.w = nn.Parameter(torch.randn(min(query_size, key_size)))
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = (queries[..., : len(self.w)] * self.w) @ keys[..., : len(self.w)].transpose(1, 2)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

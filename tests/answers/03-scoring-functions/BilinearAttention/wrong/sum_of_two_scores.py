"""A score of the query plus a score of the key: they never meet in a product, so the query can't change which
key is preferred.
"""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.a = nn.Linear(query_size, 1, bias=False)
        self.b = nn.Linear(key_size, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = self.a(queries) * 2 + self.b(keys).transpose(1, 2)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

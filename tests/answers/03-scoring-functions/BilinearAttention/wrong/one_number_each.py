"""Query and key are each boiled down to one number, and these are multiplied: all queries then put the keys in
one order or its reverse.
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
        scores = self.a(queries) * self.b(keys).transpose(1, 2)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

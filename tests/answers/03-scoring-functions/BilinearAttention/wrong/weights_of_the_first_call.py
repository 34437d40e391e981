"""The weights of the first call stay for ever as attention_weights."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.M = nn.Linear(query_size, key_size, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.bmm(self.M(queries), keys.transpose(1, 2))
        w = masked_softmax(scores, valid_lens)
        if not hasattr(self, "attention_weights"):
            self.attention_weights = w
        return torch.bmm(self.dropout(w), values)

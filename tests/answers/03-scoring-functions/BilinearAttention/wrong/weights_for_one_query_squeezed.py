"""With a single query the weights are kept without the axis for the queries."""

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
        self.attention_weights = w.squeeze(1)
        return torch.bmm(self.dropout(w), values)

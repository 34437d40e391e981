"""This is additive attention again; the score is to be made of matrix products only."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.a = nn.Linear(query_size, key_size, bias=False)
        self.v = nn.Linear(key_size, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = self.v(torch.tanh(self.a(queries)[:, :, None] + keys[:, None])).squeeze(-1)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

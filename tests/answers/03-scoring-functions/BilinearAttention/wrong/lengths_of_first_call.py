"""The lengths of the first call that had any are used in all later ones."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.M = nn.Linear(query_size, key_size, bias=False)
        self.dropout = nn.Dropout(dropout)
        self.lens = None

    def forward(self, queries, keys, values, valid_lens=None):
        if self.lens is None:
            self.lens = valid_lens
        valid_lens = self.lens
        scores = torch.bmm(self.M(queries), keys.transpose(1, 2))
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

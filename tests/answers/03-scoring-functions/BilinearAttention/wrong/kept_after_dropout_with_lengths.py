"""With lengths the weights that are kept are those after dropout."""

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
        w = self.dropout(self.attention_weights)
        if valid_lens is not None:
            self.attention_weights = w
        return torch.bmm(w, values)

"""The scores are divided by a number made of how many keys there are, so padding that is cut off changes the weights."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.M = nn.Linear(query_size, key_size, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.bmm(self.M(queries), keys.transpose(1, 2))
        scores = scores / keys.shape[1]
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

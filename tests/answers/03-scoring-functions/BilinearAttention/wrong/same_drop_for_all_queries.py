"""All queries of an example lose the same keys in training."""

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
        keep = self.dropout(torch.ones_like(self.attention_weights[:, :1]))
        return torch.bmm(self.attention_weights * keep, values)

"""Lets nn.Bilinear score each pair; its bias adds the same to every score and cancels."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.score = nn.Bilinear(query_size, key_size, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        num_queries, num_keys = queries.shape[1], keys.shape[1]
        q = queries.unsqueeze(2).expand(-1, -1, num_keys, -1).contiguous()
        k = keys.unsqueeze(1).expand(-1, num_queries, -1, -1).contiguous()
        self.attention_weights = masked_softmax(self.score(q, k).squeeze(-1), valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

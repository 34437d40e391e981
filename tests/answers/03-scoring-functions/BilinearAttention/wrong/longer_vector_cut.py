"""The longer vector is cut to the shorter size (or the shorter one filled up with zeros): part of it never
counts, and nothing is learned.
"""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.size = min(query_size, key_size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = queries[..., : self.size] @ keys[..., : self.size].transpose(1, 2)
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

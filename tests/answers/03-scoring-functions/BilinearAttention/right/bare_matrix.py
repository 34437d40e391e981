"""A bare parameter and einsum, with a factor of one over the square root of the key size."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.matrix = nn.Parameter(torch.empty(query_size, key_size))
        nn.init.xavier_uniform_(self.matrix)
        self.p = dropout

    def forward(self, queries, keys, values, valid_lens=None):
        scores = torch.einsum("bqi,ij,bkj->bqk", queries, self.matrix, keys) / keys.shape[-1] ** 0.5
        self.attention_weights = masked_softmax(scores, valid_lens)
        return nn.functional.dropout(self.attention_weights, self.p, self.training) @ values

"""Scores in double precision, products by broadcasting, and the stored weights are a copy cut from the graph."""

import math

from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = (queries.double()[:, :, None] * keys.double()[:, None]).sum(-1) / math.sqrt(keys.shape[-1])
        weights = masked_softmax(scores, valid_lens).to(values.dtype)
        self.attention_weights = weights.detach().clone()
        return (self.dropout(weights)[..., None] * values[:, None]).sum(2)

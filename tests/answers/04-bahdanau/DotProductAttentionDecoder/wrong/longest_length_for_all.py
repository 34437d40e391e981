"""Every source is taken to be as long as the longest of the batch, so shorter ones are looked at behind their end."""

import math

import torch
from torch import nn


class _Dot(nn.Module):
    def __init__(self, dropout, size=None):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = queries @ keys.transpose(1, 2) / math.sqrt(queries.shape[-1])
        if valid_lens is not None:
            scores = scores.masked_fill(
                (torch.arange(keys.shape[1]) >= valid_lens.max().expand(len(keys), 1))[:, None], -1e6
            )
        self.attention_weights = scores.softmax(-1)
        return self.dropout(self.attention_weights) @ values


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.attention = _Dot(dropout, num_hiddens)

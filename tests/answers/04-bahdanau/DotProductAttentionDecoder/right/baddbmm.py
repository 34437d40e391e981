"""baddbmm adds the mask to the scaled products."""

import math

import torch
from torch import nn


class _Dot(nn.Module):
    def __init__(self, dropout, size=None):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        bias = torch.zeros(len(keys), 1, keys.shape[1], dtype=keys.dtype)
        if valid_lens is not None:
            for b, n in enumerate(valid_lens.tolist()):
                bias[b, :, n:] = -1e9
        w = torch.baddbmm(bias, queries, keys.mT, alpha=1 / math.sqrt(keys.size(2)))
        w = torch.exp(w - w.logsumexp(-1, keepdim=True))
        self.attention_weights = w
        return torch.bmm(self.dropout(w), values)


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.attention = _Dot(dropout, num_hiddens)

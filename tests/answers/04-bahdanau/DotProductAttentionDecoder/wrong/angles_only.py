"""Query and keys are brought to length one before the dot product, so only their angle counts."""

import torch
import torch.nn.functional as F
from torch import nn


class _Dot(nn.Module):
    def __init__(self, dropout, size=None):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        scores = F.normalize(queries, dim=-1) @ F.normalize(keys, dim=-1).transpose(1, 2)
        if valid_lens is not None:
            scores = scores.masked_fill((torch.arange(keys.shape[1]) >= valid_lens[:, None])[:, None], -1e6)
        self.attention_weights = scores.softmax(-1)
        return self.dropout(self.attention_weights) @ values


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.attention = _Dot(dropout, num_hiddens)

"""torch's own Bilinear without a bias, on all pairs of a query and a key."""

import torch
from torch import nn


class BilinearAttention(nn.Module):
    def __init__(self, query_size, key_size, dropout):
        super().__init__()
        self.pair = nn.Bilinear(query_size, key_size, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        b, tq, tk = queries.shape[0], queries.shape[1], keys.shape[1]
        q = queries[:, :, None].expand(b, tq, tk, queries.shape[-1]).contiguous()
        k = keys[:, None].expand(b, tq, tk, keys.shape[-1]).contiguous()
        scores = self.pair(q, k)[..., 0]
        self.attention_weights = masked_softmax(scores, valid_lens)
        return torch.bmm(self.dropout(self.attention_weights), values)

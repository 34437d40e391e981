"""Leaves the output to torch's own fused function, and computes the weights once more to keep them."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        keep = torch.ones(queries.shape[0], 1, keys.shape[1], dtype=torch.bool)
        if valid_lens is not None:
            lens = valid_lens.reshape(len(queries), -1, 1)
            keep = torch.arange(keys.shape[1]) < lens
        with torch.no_grad():
            scores = torch.baddbmm(torch.zeros(()), queries, keys.mT, alpha=1 / math.sqrt(queries.shape[-1]))
            self.attention_weights = torch.where(keep, scores, -1e9).softmax(-1)
        return nn.functional.scaled_dot_product_attention(
            queries, keys, values, attn_mask=keep, dropout_p=self.dropout.p if self.training else 0.0
        )

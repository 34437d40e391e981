"""The mask hides the valid keys and shows the padding: look at what True means in the function you call."""

import math

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        self.attention_weights = masked_softmax(queries @ keys.mT / math.sqrt(queries.shape[-1]), valid_lens)
        mask = None
        if valid_lens is not None:
            lens = valid_lens[:, None, None] if valid_lens.dim() == 1 else valid_lens[:, :, None]
            mask = torch.arange(keys.shape[1]) >= lens
        return nn.functional.scaled_dot_product_attention(
            queries, keys, values, attn_mask=mask, dropout_p=self.dropout.p if self.training else 0.0
        )

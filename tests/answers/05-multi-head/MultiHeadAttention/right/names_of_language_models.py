"""The names and the order of layers that are common in language models, and the factor as a buffer."""

import torch
from torch import nn
import torch.nn.functional as F


class MultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.n_head = self.num_heads = num_heads
        self.c_proj = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        self.value = nn.Linear(value_size, num_hiddens, bias=bias)
        self.key = nn.Linear(key_size, num_hiddens, bias=bias)
        self.query = nn.Linear(query_size, num_hiddens, bias=bias)
        self.attn_drop = nn.Dropout(dropout)
        self.register_buffer("scale", torch.tensor((num_hiddens // num_heads) ** -0.5))

    def forward(self, queries, keys, values, valid_lens=None):
        B, T, _ = queries.size()
        q = self.query(queries).view(B, T, self.n_head, -1).transpose(1, 2)
        k = self.key(keys).view(B, keys.size(1), self.n_head, -1).transpose(1, 2)
        v = self.value(values).view(B, keys.size(1), self.n_head, -1).transpose(1, 2)
        att = (q @ k.transpose(-2, -1)) * self.scale
        if valid_lens is not None:
            vl = valid_lens[:, None, :, None] if valid_lens.ndim == 2 else valid_lens[:, None, None, None]
            att = att.masked_fill(~(torch.arange(keys.size(1)) < vl), float("-inf"))
        att = F.softmax(att, dim=-1)
        self.attention_weights = att.detach()
        y = self.attn_drop(att) @ v
        return self.c_proj(y.transpose(1, 2).contiguous().view(B, T, -1))

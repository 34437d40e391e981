"""Other names, dropout and LayerNorm apart, a fresh state as a tuple."""

import torch
from torch import nn


class DecoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, i):
        super().__init__()
        self.number = i
        self.self_attn = MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        self.norm_self = nn.LayerNorm(norm_shape)
        self.cross_attn = MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        self.norm_cross = nn.LayerNorm(norm_shape)
        self.mlp = nn.Sequential(
            nn.Linear(ffn_num_input, ffn_num_hiddens), nn.ReLU(), nn.Linear(ffn_num_hiddens, num_hiddens)
        )
        self.norm_mlp = nn.LayerNorm(norm_shape)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, state):
        source, source_lens, caches, *rest = state
        past = caches[self.number]
        memory = x if past is None else torch.cat([past, x], 1)
        caches = [memory if n == self.number else cache for n, cache in enumerate(caches)]
        offset = memory.size(1) - x.size(1)
        lens = (torch.arange(x.size(1), device=x.device) + offset + 1).expand(x.size(0), -1)
        x = self.norm_self(x + self.drop(self.self_attn(x, memory, memory, lens)))
        x = self.norm_cross(x + self.drop(self.cross_attn(x, source, source, source_lens)))
        return self.norm_mlp(x + self.drop(self.mlp(x))), (source, source_lens, caches, *rest)

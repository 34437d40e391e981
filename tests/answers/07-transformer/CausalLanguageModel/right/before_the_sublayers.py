"""Normalises before the sublayers and at the end, with scaled_dot_product_attention."""

import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, H, hidden, heads, dropout):
        super().__init__()
        self.heads, self.rate = heads, dropout
        self.norm1, self.norm2 = nn.LayerNorm(H), nn.LayerNorm(H)
        self.qkv, self.out = nn.Linear(H, 3 * H), nn.Linear(H, H)
        self.mlp = nn.Sequential(nn.Linear(H, hidden), nn.GELU(), nn.Linear(hidden, H), nn.Dropout(dropout))
        self.drop = nn.Dropout(dropout)

    def forward(self, X):
        q, k, v = self.qkv(self.norm1(X)).unflatten(-1, (3 * self.heads, -1)).transpose(1, 2).chunk(3, dim=1)
        rate = self.rate if self.training else 0.0
        Y = F.scaled_dot_product_attention(q, k, v, is_causal=True, dropout_p=rate)
        X = X + self.drop(self.out(Y.transpose(1, 2).flatten(2)))
        return X + self.mlp(self.norm2(X))


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, num_hiddens)
        self.positions = PositionalEncoding(num_hiddens, dropout)
        self.blocks = nn.Sequential(
            *[Block(num_hiddens, ffn_num_hiddens, num_heads, dropout) for _ in range(num_layers)]
        )
        self.norm = nn.LayerNorm(num_hiddens)
        self.head = nn.Linear(num_hiddens, vocab_size, bias=False)

    def forward(self, X):
        return self.head(self.norm(self.blocks(self.positions(self.embedding(X)))))

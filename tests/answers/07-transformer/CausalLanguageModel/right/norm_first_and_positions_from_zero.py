"""Norms before the sublayers, GELU, and learned positions that start at zero."""

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, H, ffn, heads, p):
        super().__init__()
        self.heads, self.p = heads, p
        self.norm1, self.norm2 = nn.LayerNorm(H), nn.LayerNorm(H)
        self.qkv, self.out = nn.Linear(H, 3 * H), nn.Linear(H, H)
        self.mlp = nn.Sequential(nn.Linear(H, ffn), nn.GELU(), nn.Linear(ffn, H), nn.Dropout(p))

    def forward(self, X):
        q, k, v = (z.unflatten(2, (self.heads, -1)).transpose(1, 2) for z in self.qkv(self.norm1(X)).chunk(3, -1))
        Y = F.scaled_dot_product_attention(q, k, v, dropout_p=self.p * self.training, is_causal=True)
        X = X + F.dropout(self.out(Y.transpose(1, 2).flatten(2)), self.p, self.training)
        return X + self.mlp(self.norm2(X))


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, num_hiddens)
        self.positions = nn.Parameter(torch.zeros(1, 1000, num_hiddens))
        self.drop = nn.Dropout(dropout)
        self.blocks = nn.Sequential(*[Block(num_hiddens, ffn_num_hiddens, num_heads, dropout) for _ in range(num_layers)])
        self.norm = nn.LayerNorm(num_hiddens)
        self.head = nn.Linear(num_hiddens, vocab_size)

    def forward(self, X):
        X = self.drop(self.embedding(X) + self.positions[:, : X.shape[1]])
        return self.head(self.norm(self.blocks(X)))

"""The mask starts at 0: a word does not see itself, and the first one sees nothing."""

import math

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.num_hiddens = num_hiddens
        self.embedding = nn.Embedding(vocab_size, num_hiddens)
        self.pos_encoding = PositionalEncoding(num_hiddens, dropout)
        self.blks = nn.ModuleList([
            EncoderBlock(num_hiddens, num_hiddens, num_hiddens, num_hiddens, [num_hiddens],
                         num_hiddens, ffn_num_hiddens, num_heads, dropout)
            for _ in range(num_layers)
        ])
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def forward(self, X):
        B, T = X.shape
        lens = torch.arange(0, T).repeat(B, 1)
        X = self.pos_encoding(self.embedding(X) * math.sqrt(self.num_hiddens))
        for blk in self.blks:
            X = blk(X, lens)
        return self.dense(X)

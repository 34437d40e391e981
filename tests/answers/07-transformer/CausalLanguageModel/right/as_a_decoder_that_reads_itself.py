"""Decoder blocks whose source is the word <begin>, one learned vector."""

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        H = num_hiddens
        self.embedding = nn.Embedding(vocab_size, H)
        self.pos_encoding = PositionalEncoding(H, dropout)
        self.blks = nn.ModuleList(
            DecoderBlock(H, H, H, H, [H], H, ffn_num_hiddens, num_heads, dropout, i) for i in range(num_layers)
        )
        self.source = nn.Parameter(torch.randn(1, 2, H))
        self.dense = nn.Linear(H, vocab_size)

    def forward(self, X):
        state = [self.source.expand(X.shape[0], -1, -1), None, [None] * len(self.blks)]
        Y = self.pos_encoding(self.embedding(X) * self.embedding.embedding_dim**0.5)
        for blk in self.blks:
            Y, state = blk(Y, state)
        return self.dense(Y)

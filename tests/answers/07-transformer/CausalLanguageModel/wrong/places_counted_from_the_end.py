"""Places are counted from the end of the piece."""

import math

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        H = num_hiddens
        self.num_hiddens = H
        self.embedding = nn.Embedding(vocab_size, H)
        self.pos_encoding = PositionalEncoding(H, dropout)
        self.blks = nn.ModuleList([
            EncoderBlock(H, H, H, H, [H], H, ffn_num_hiddens, num_heads, dropout) for _ in range(num_layers)])
        self.dense = nn.Linear(H, vocab_size)

    def forward(self, X):
        lens = torch.arange(1, X.shape[1] + 1).repeat(len(X), 1)
        X = self.pos_encoding(self.embedding(X) * math.sqrt(self.num_hiddens))
        P = self.pos_encoding.eval()(torch.zeros_like(X))
        self.pos_encoding.train(self.training)
        X = X - P + P.flip(1)
        for blk in self.blks:
            X = blk(X, lens)
        return self.dense(X)

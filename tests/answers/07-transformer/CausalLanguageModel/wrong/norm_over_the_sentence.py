"""The last norm goes over all tokens of a sentence, which tells each of them about later ones."""

import math

import torch
import torch.nn.functional as F
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
        for blk in self.blks:
            X = blk(X, lens)
        return self.dense(F.layer_norm(X, X.shape[1:]))

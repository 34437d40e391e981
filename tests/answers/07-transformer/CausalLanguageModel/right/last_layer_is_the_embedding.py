"""The last layer shares its matrix with the embedding, and blocks are in a dictionary."""

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        H = num_hiddens
        self.pos_encoding = PositionalEncoding(H, dropout)
        self.dense = nn.Linear(H, vocab_size)
        self.embedding = nn.Embedding(vocab_size, H)
        self.dense.weight = self.embedding.weight
        self.blks = nn.ModuleDict({f"b{i}": EncoderBlock(H, H, H, H, (H,), H, ffn_num_hiddens, num_heads, dropout, True)
                                   for i in range(num_layers)})

    def forward(self, X):
        Z = self.pos_encoding(self.embedding(X) * self.pos_encoding.P.shape[-1] ** 0.5)
        for blk in self.blks.values():
            Z = blk(Z, torch.arange(X.shape[1])[None].repeat(X.shape[0], 1) + 1)
        return self.dense(Z)

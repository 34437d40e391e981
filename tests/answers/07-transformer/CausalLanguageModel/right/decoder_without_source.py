"""An encoder with its embedding inside; the causal lengths are handed to it."""

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        H = num_hiddens
        self.encoder = TransformerEncoder(
            vocab_size, H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout
        )
        self.dense = nn.Linear(H, vocab_size)

    def forward(self, X):
        lens = torch.ones_like(X).cumsum(1)
        return self.dense(self.encoder(X, lens))

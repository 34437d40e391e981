"""A TransformerDecoder whose source is one vector of zeros."""

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        H = num_hiddens
        self.decoder = TransformerDecoder(vocab_size, H, H, H, H, [H], H, ffn_num_hiddens, num_heads, num_layers, dropout)

    def forward(self, X):
        nothing = torch.zeros(len(X), 1, self.decoder.embedding.embedding_dim)
        return self.decoder(X, self.decoder.init_state(nothing, None))[0]

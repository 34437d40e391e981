"""torch.nn.TransformerEncoder with a mask; a list of positions as an embedding."""

import torch
from torch import nn


class CausalLanguageModel(nn.Module):
    def __init__(self, vocab_size, num_hiddens, ffn_num_hiddens, num_heads, num_layers, dropout):
        super().__init__()
        self.tokens = nn.Embedding(vocab_size, num_hiddens)
        self.places = nn.Embedding(512, num_hiddens)
        self.drop = nn.Dropout(dropout)
        layer = nn.TransformerEncoderLayer(num_hiddens, num_heads, ffn_num_hiddens, dropout, batch_first=True)
        self.stack = nn.TransformerEncoder(layer, num_layers, enable_nested_tensor=False)
        self.head = nn.Linear(num_hiddens, vocab_size)

    def forward(self, X):
        T = X.shape[1]
        mask = torch.ones(T, T, dtype=torch.bool).triu(1)
        H = self.drop(self.tokens(X) + self.places(torch.arange(T)))
        return self.head(self.stack(H, mask=mask))

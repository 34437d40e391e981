"""Stacks GRU cells by hand, with dropout between them."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, embed_size)
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        sizes = [embed_size + num_hiddens] + [num_hiddens] * (num_layers - 1)
        self.cells = nn.ModuleList(nn.GRUCell(size, num_hiddens) for size in sizes)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return [enc_outputs[0].transpose(0, 1), enc_outputs[1], enc_valid_lens]

    def forward(self, X, state):
        memory, hidden, lens = state
        layers = list(hidden.unbind(0))
        self.attention_weights, steps = [], []
        for word in self.embed(X).unbind(1):
            context = self.attention(layers[-1].unsqueeze(1), memory, memory, lens).squeeze(1)
            self.attention_weights.append(self.attention.attention_weights)
            x = torch.cat([context, word], -1)
            for i, cell in enumerate(self.cells):
                layers[i] = cell(x if i == 0 else self.drop(x), layers[i])
                x = layers[i]
            steps.append(self.head(x))
        return torch.stack(steps, 1), [memory, torch.stack(layers), lens]

"""Inherits only from the base of all decoders and stacks LSTM cells."""

import torch
from torch import nn


class LSTMAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.cells = nn.ModuleList(
            nn.LSTMCell(num_hiddens if i else embed_size + num_hiddens, num_hiddens) for i in range(num_layers)
        )
        self.dropout = nn.Dropout(dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        outputs, pair = enc_outputs
        return [outputs.transpose(0, 1), pair, enc_valid_lens]

    def forward(self, X, state):
        memory, (h, c), lens = state
        h, c = list(h), list(c)
        self.attention_weights, scores = [], []
        for word in self.embedding(X).transpose(0, 1):
            context = self.attention(h[-1][:, None], memory, memory, lens)[:, 0]
            self.attention_weights.append(self.attention.attention_weights)
            x = torch.cat([context, word], dim=1)
            for i, cell in enumerate(self.cells):
                h[i], c[i] = cell(self.dropout(x) if i else x, (h[i], c[i]))
                x = h[i]
            scores.append(self.dense(x))
        return torch.stack(scores, dim=1), [memory, (torch.stack(h), torch.stack(c)), lens]

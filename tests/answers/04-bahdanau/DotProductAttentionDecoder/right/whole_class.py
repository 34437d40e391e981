"""Writes the whole decoder again with other names and a list of stacked outputs."""

import torch
from torch import nn


class DotProductAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.look = DotProductAttention(dropout)
        self.emb = nn.Embedding(vocab_size, embed_size)
        self.gru = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, batch_first=True, dropout=dropout)
        self.out = nn.Linear(num_hiddens, vocab_size)
        self.kept = ()

    @property
    def attention_weights(self):
        return self.kept

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return enc_outputs[0].permute(1, 0, 2), enc_outputs[1], enc_valid_lens

    def forward(self, X, state):
        memory, hidden, lens = state
        self.kept, outs = (), []
        for t in range(X.size(1)):
            context = self.look(hidden[-1:].transpose(0, 1), memory, memory, lens)
            self.kept += (self.look.attention_weights,)
            out, hidden = self.gru(torch.cat([context, self.emb(X[:, t : t + 1])], -1), hidden)
            outs.append(out)
        return self.out(torch.cat(outs, 1)), (memory, hidden, lens)

"""Calls its parts gru, emb, out and attn, and hands the weights out through a property."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attn = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.emb = nn.Embedding(vocab_size, embed_size)
        self.gru = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.out = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        outputs, hidden_state = enc_outputs
        return outputs.permute(1, 0, 2), hidden_state, enc_valid_lens

    @property
    def attention_weights(self):
        return self._weights

    def forward(self, X, state):
        enc_outputs, hidden_state, enc_valid_lens = state
        X = self.emb(X).permute(1, 0, 2)
        outputs, self._weights = [], []
        for x in X:
            query = hidden_state[-1].unsqueeze(1)
            context = self.attn(query, enc_outputs, enc_outputs, enc_valid_lens)
            x = torch.cat((context, x.unsqueeze(1)), dim=-1)
            out, hidden_state = self.gru(x.permute(1, 0, 2), hidden_state)
            outputs.append(out)
            self._weights.append(self.attn.attention_weights)
        outputs = self.out(torch.cat(outputs, dim=0))
        return outputs.permute(1, 0, 2), [enc_outputs, hidden_state, enc_valid_lens]

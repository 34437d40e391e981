"""Keeps the sentences first everywhere, and scores each word inside the loop."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.rnn = nn.GRU(num_hiddens + embed_size, num_hiddens, num_layers, batch_first=True, dropout=dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return (enc_outputs[0].swapaxes(0, 1).contiguous(), enc_outputs[1], enc_valid_lens)

    def forward(self, X, state):
        keys, hidden, lens = state
        embedded = self.embedding(X)
        weights, scores = [], []
        for t in range(X.shape[1]):
            context = self.attention(hidden[-1][:, None, :], keys, keys, lens)
            weights.append(self.attention.attention_weights)
            out, hidden = self.rnn(torch.cat([context, embedded[:, t : t + 1]], dim=2), hidden)
            scores.append(self.dense(out.squeeze(1)))
        self.attention_weights = weights
        return torch.stack(scores, dim=1), (keys, hidden, lens)

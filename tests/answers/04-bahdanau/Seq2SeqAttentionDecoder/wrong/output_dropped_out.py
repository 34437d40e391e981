"""Dropout acts on what the GRU gives out; it belongs to the attention weights and between the layers."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(num_hiddens + embed_size, num_hiddens, num_layers, dropout=dropout, batch_first=True)
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return [enc_outputs[0].transpose(0, 1), enc_outputs[1], enc_valid_lens]

    def step(self, word, hidden, memory, lens):
        context = self.attention(hidden[-1].unsqueeze(1), memory, memory, lens)
        self.attention_weights.append(self.attention.attention_weights)
        out, hidden = self.rnn(torch.cat([context, self.embedding(word)], dim=2), hidden)
        return self.dense(nn.functional.dropout(out, self.rnn.dropout, self.training)), hidden

    def forward(self, X, state):
        memory, hidden, lens = state
        self.attention_weights = []
        scores = []
        for t in range(X.shape[1]):
            out, hidden = self.step(X[:, t : t + 1], hidden, memory, lens)
            scores.append(out)
        return torch.cat(scores, dim=1), [memory, hidden, lens]

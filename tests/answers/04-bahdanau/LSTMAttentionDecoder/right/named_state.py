"""Its state is a named tuple, and it makes all its parts itself."""

from collections import namedtuple

import torch
from torch import nn

State = namedtuple("State", "memory hidden lens")


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        nn.Module.__init__(self)
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.lstm = nn.LSTM(num_hiddens + embed_size, num_hiddens, num_layers, dropout=dropout, batch_first=True)
        self.emb = nn.Embedding(vocab_size, embed_size)
        self.out = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return State(enc_outputs[0].transpose(0, 1), enc_outputs[1], enc_valid_lens)

    def forward(self, X, state):
        memory, pair, lens = state
        steps = []
        self.attention_weights = []
        for i in range(X.shape[1]):
            query = pair[0][-1:].transpose(0, 1)
            context = self.attention(query, memory, memory, lens)
            y, pair = self.lstm(torch.cat([context, self.emb(X[:, i : i + 1])], 2), pair)
            steps.append(y)
            self.attention_weights.append(self.attention.attention_weights)
        return self.out(torch.cat(steps, 1)), State(memory, pair, lens)

"""The last layer takes its size from the data, the scores are written into a tensor, and the state has a fourth
entry."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.LazyLinear(vocab_size)
        self.steps = []

    def init_state(self, enc_outputs, enc_valid_lens=None, *args):
        outputs, hidden = enc_outputs
        return (outputs.permute(1, 0, 2), hidden, enc_valid_lens, 0)

    @property
    def attention_weights(self):
        return self.steps

    def forward(self, X, state):
        memory, hidden, lens, count = state
        self.steps = []
        logits = torch.zeros(X.shape[0], X.shape[1], self.dense.out_features)
        for i, word in enumerate(self.embedding(X).unbind(1)):
            context = self.attention(hidden[-1:].permute(1, 0, 2), memory, memory, lens)
            out, hidden = self.rnn(torch.cat((context[:, 0], word), 1).unsqueeze(0), hidden)
            logits[:, i] = self.dense(out[0])
            self.steps += [self.attention.attention_weights]
        return logits, (memory, hidden, lens, count + X.shape[1])

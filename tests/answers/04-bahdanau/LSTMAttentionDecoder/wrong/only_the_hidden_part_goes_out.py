"""The new state holds the hidden part alone, without the memory cell."""

import torch
from torch import nn


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.rnn = nn.LSTM(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.speak = self.dense
        self.embed = self.embedding

    def query(self, hidden):
        return hidden[0][-1].unsqueeze(1)

    def forward(self, X, state):
        enc_outputs, (h, c), lens = state
        outputs, self.attention_weights = [], []
        for x in self.embed(X).split(1, dim=1):
            context = self.attention(self.query((h, c)), enc_outputs, enc_outputs, lens)
            x = torch.cat([context, x], dim=-1).transpose(0, 1)
            out, (h, c) = self.rnn(x, (h, c))
            outputs.append(out)
            self.attention_weights.append(self.attention.attention_weights)
        return self.speak(torch.cat(outputs)).transpose(0, 1), [enc_outputs, h, lens]

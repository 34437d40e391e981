"""Writes the gates of the LSTM out with linear layers."""

import torch
from torch import nn


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        del self.rnn
        ins = [embed_size + num_hiddens] + [num_hiddens] * (num_layers - 1)
        self.ih = nn.ModuleList([nn.Linear(i, 4 * num_hiddens) for i in ins])
        self.hh = nn.ModuleList([nn.Linear(num_hiddens, 4 * num_hiddens) for _ in ins])
        self.drop = nn.Dropout(dropout)

    def forward(self, X, state):
        memory, (h, c), lens = state
        h, c = list(h.unbind()), list(c.unbind())
        self.attention_weights, scores = [], []
        for word in self.embedding(X).unbind(1):
            context = self.attention(h[-1][:, None], memory, memory, lens)
            self.attention_weights.append(self.attention.attention_weights)
            x = torch.cat([context[:, 0], word], -1)
            for k in range(len(h)):
                i, f, g, o = (self.ih[k](x) + self.hh[k](h[k])).chunk(4, -1)
                c[k] = f.sigmoid() * c[k] + i.sigmoid() * g.tanh()
                h[k] = o.sigmoid() * c[k].tanh()
                x = self.drop(h[k])
            scores.append(self.dense(h[-1]))
        return torch.stack(scores, 1), (memory, (torch.stack(h), torch.stack(c)), lens)

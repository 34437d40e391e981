"""Lets torch compute the weights, as an attention over the unit matrix."""

import torch
import torch.nn.functional as F


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        del self.attention
        self.p = dropout

    def forward(self, X, state):
        memory, hidden, lens = state
        embedded = self.embedding(X)
        mask = torch.ones(memory.shape[:2], dtype=torch.bool)
        if lens is not None:
            mask = torch.arange(memory.shape[1]) < lens[:, None]
        self.attention_weights, outs = [], []
        for t in range(X.shape[1]):
            q = hidden[-1][:, None]
            eye = torch.eye(memory.shape[1]).expand(len(memory), -1, -1)
            self.attention_weights.append(F.scaled_dot_product_attention(q, memory, eye, mask[:, None]))
            context = F.dropout(self.attention_weights[-1], self.p, self.training) @ memory
            out, hidden = self.rnn(torch.cat([context, embedded[:, t : t + 1]], 2).transpose(0, 1), hidden)
            outs.append(self.dense(out))
        return torch.cat(outs).transpose(0, 1), [memory, hidden, lens]

"""Padding is taken out after the softmax, so the weights of the others don't sum to one."""

import math

import torch
from torch import nn


class DotProductAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__(vocab_size, embed_size, num_hiddens, num_layers, dropout)
        self.attention = None
        self.dropout = nn.Dropout(dropout)

    def forward(self, X, state):
        enc_outputs, hidden, lens = state
        steps, self.attention_weights = [], []
        for x in self.embedding(X).unbind(dim=1):
            query = hidden[-1]
            scores = torch.einsum("bh,bkh->bk", query, enc_outputs) / math.sqrt(query.shape[-1])
            weights = torch.softmax(scores, dim=-1)
            if lens is not None:
                weights = weights * (torch.arange(scores.shape[1]) < lens[:, None])
            self.attention_weights.append(weights[:, None])
            context = torch.einsum("bk,bkh->bh", self.dropout(weights), enc_outputs)
            out, hidden = self.rnn(torch.cat([context, x], dim=-1)[None], hidden)
            steps.append(self.dense(out[0]))
        return torch.stack(steps, dim=1), (enc_outputs, hidden, lens)

"""Has a scorer module of its own that gives context and weights."""

import torch
from torch import nn


class Scorer(nn.Module):
    def __init__(self, size, p):
        super().__init__()
        self.for_key = nn.Linear(size, size, bias=False)
        self.for_query = nn.Linear(size, size, bias=False)
        self.to_score = nn.Linear(size, 1, bias=False)
        self.p = p

    def forward(self, query, memory, lens):
        s = self.to_score(torch.tanh(self.for_query(query)[:, None] + self.for_key(memory)))[..., 0]
        if lens is not None:
            s = s.masked_fill(torch.arange(s.shape[1])[None] >= lens[:, None], -1e7)
        w = s.softmax(1)
        return nn.functional.dropout(w, self.p, self.training)[:, None] @ memory, w[:, None]


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.words = nn.Embedding(vocab_size, embed_size)
        self.scorer = Scorer(num_hiddens, dropout)
        self.recurrent = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.readout = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        return [enc_outputs[0].transpose(1, 0), enc_outputs[1], enc_valid_lens]

    def forward(self, X, state):
        memory, hidden, lens = state
        pairs = []
        for t in range(X.size(1)):
            context, w = self.scorer(hidden[-1], memory, lens)
            y, hidden = self.recurrent(torch.cat([context.transpose(0, 1), self.words(X[:, t])[None]], -1), hidden)
            pairs.append((self.readout(y[0]), w))
        self.attention_weights = [w for _, w in pairs]
        return torch.stack([s for s, _ in pairs], 1), [memory, hidden, lens]

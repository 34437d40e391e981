"""Has no attention module: raw parameters, and its own masking."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.W_k = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.1)
        self.W_q = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.1)
        self.w_v = nn.Parameter(torch.randn(num_hiddens) * 0.1)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)
        self.dropout = nn.Dropout(dropout)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        outputs, hidden = enc_outputs
        return [outputs.transpose(0, 1), hidden, enc_valid_lens]

    def look(self, hidden, memory, lens):
        scores = torch.tanh(memory @ self.W_k.T + (hidden @ self.W_q.T)[:, None]) @ self.w_v
        if lens is not None:
            scores = scores + torch.where(torch.arange(memory.shape[1]) < lens[:, None], 0.0, -1e9)
        weights = torch.softmax(scores, -1)
        self.attention_weights.append(weights[:, None])
        return torch.einsum("bk,bkh->bh", self.dropout(weights), memory)

    def forward(self, X, state):
        memory, hidden, lens = state
        self.attention_weights, out = [], []
        for word in self.embedding(X).transpose(0, 1):
            x = torch.cat([self.look(hidden[-1], memory, lens), word], dim=-1)
            y, hidden = self.rnn(x[None], hidden)
            out.append(y[0])
        return self.dense(torch.stack(out, dim=1)), [memory, hidden, lens]

"""The parent of the parent is initialised, and all parts are made here."""

import torch
from torch import nn


class LSTMAttentionDecoder(Seq2SeqAttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        nn.Module.__init__(self)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.lstm = nn.LSTM(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.attn = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.fc = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *args):
        outputs, (h, c) = enc_outputs
        return (outputs.transpose(0, 1), (h, c), enc_valid_lens)

    def query(self, hidden):
        return torch.unsqueeze(hidden[0][-1], dim=1)

    def forward(self, X, state):
        memory, pair, lens = state
        logits, weights = [], []
        for t in range(X.shape[1]):
            context = self.attn(self.query(pair), memory, memory, lens)
            weights.append(self.attn.attention_weights)
            out, pair = self.lstm(torch.cat([context, self.embedding(X[:, t, None])], -1).permute(1, 0, 2), pair)
            logits.append(self.fc(out.permute(1, 0, 2)))
        self.attention_weights = weights
        return torch.cat(logits, dim=1), (memory, pair, lens)

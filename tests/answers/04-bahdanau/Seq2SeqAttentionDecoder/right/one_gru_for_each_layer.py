"""A list of GRUs of one layer each."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.layers = nn.ModuleList(
            [nn.GRU(embed_size + num_hiddens, num_hiddens)]
            + [nn.GRU(num_hiddens, num_hiddens) for _ in range(num_layers - 1)]
        )
        self.drop = nn.Dropout(dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)

    def init_state(self, enc_outputs, enc_valid_lens, *_args):
        outputs, hidden = enc_outputs
        return (outputs.permute(1, 0, 2), hidden, enc_valid_lens)

    def query(self, hidden):
        return hidden[-1].unsqueeze(1)

    def forward(self, X, state):
        enc_outputs, hidden, enc_valid_lens = state
        X = self.embedding(X).permute(1, 0, 2)
        outputs, self.attention_weights = [], []
        for x in X:
            context = self.attention(self.query(hidden), enc_outputs, enc_outputs, enc_valid_lens)
            x = torch.cat((context.squeeze(1), x), dim=-1)
            y, new = x.unsqueeze(0), []
            for i, layer in enumerate(self.layers):
                y, h = layer(self.drop(y) if i else y, hidden[i : i + 1])
                new.append(h)
            out, hidden = y.squeeze(0), torch.cat(new)
            outputs.append(out)
            self.attention_weights.append(self.attention.attention_weights)
        return self.dense(torch.stack(outputs, dim=1)), (enc_outputs, hidden, enc_valid_lens)

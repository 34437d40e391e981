"""Where the sizes allow it, the last layer and the embedding are one and the same table of learned numbers."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
        self.dense = nn.Linear(num_hiddens, vocab_size)
        if embed_size == num_hiddens:
            self.dense.weight = self.embedding.weight

    def init_state(self, enc_outputs, enc_valid_lens, *_args):
        outputs, hidden = enc_outputs
        return (outputs.permute(1, 0, 2), hidden, enc_valid_lens)

    def forward(self, X, state):
        enc_outputs, hidden, enc_valid_lens = state
        X = self.embedding(X).permute(1, 0, 2)
        outputs, self.attention_weights = [], []
        for x in X:
            context = self.attention(hidden[-1].unsqueeze(1), enc_outputs, enc_outputs, enc_valid_lens)
            x = torch.cat((context.squeeze(1), x), dim=-1)
            out, hidden = self.rnn(x[None], hidden)
            out = out[0]
            outputs.append(out)
            self.attention_weights.append(self.attention.attention_weights)
        return self.dense(torch.stack(outputs, dim=1)), (enc_outputs, hidden, enc_valid_lens)

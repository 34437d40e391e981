"""Every source is taken to be as long as the longest of the batch, so shorter ones are looked at behind their end."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        self.rnn = nn.GRU(embed_size + num_hiddens, num_hiddens, num_layers, dropout=dropout)
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
            context = self.attention(
                self.query(hidden),
                enc_outputs,
                enc_outputs,
                None if enc_valid_lens is None else enc_valid_lens.max().expand(len(enc_outputs)),
            )
            x = torch.cat((context, x.unsqueeze(1)), dim=-1)
            out, hidden = self.rnn(x.permute(1, 0, 2), hidden)
            outputs.append(out)
            self.attention_weights.append(self.attention.attention_weights)
        outputs = self.dense(torch.cat(outputs, dim=0))
        return outputs.permute(1, 0, 2), (enc_outputs, hidden, enc_valid_lens)

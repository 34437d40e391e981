"""The equations of the GRU, with parameters in nn.Linear pairs."""

import torch
from torch import nn


class Seq2SeqAttentionDecoder(AttentionDecoder):
    def __init__(self, vocab_size, embed_size, num_hiddens, num_layers, dropout=0):
        super().__init__()
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)
        self.embedding = nn.Embedding(vocab_size, embed_size)
        sizes = [embed_size + num_hiddens] + [num_hiddens] * (num_layers - 1)
        self.of_input = nn.ModuleList(nn.Linear(n, 3 * num_hiddens) for n in sizes)
        self.of_state = nn.ModuleList(nn.Linear(num_hiddens, 3 * num_hiddens) for n in sizes)
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
            new = []
            for i in range(len(self.of_input)):
                if i:
                    x = self.drop(x)
                r, z, n = self.of_input[i](x).chunk(3, -1)
                hr, hz, hn = self.of_state[i](hidden[i]).chunk(3, -1)
                z = torch.sigmoid(z + hz)
                n = torch.tanh(n + torch.sigmoid(r + hr) * hn)
                x = (1 - z) * n + z * hidden[i]
                new.append(x)
            out, hidden = x, torch.stack(new)
            outputs.append(out)
            self.attention_weights.append(self.attention.attention_weights)
        return self.dense(torch.stack(outputs, dim=1)), (enc_outputs, hidden, enc_valid_lens)

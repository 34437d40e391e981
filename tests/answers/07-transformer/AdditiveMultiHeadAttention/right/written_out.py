"""No inheritance: everything is written out with four axes."""

import torch
from torch import nn


def masked_softmax(X, lens):
    if lens is None:
        return X.softmax(-1)
    lens = lens.reshape(len(lens), 1, -1, 1)
    return X.masked_fill(torch.arange(X.shape[-1]) >= lens, -1e6).softmax(-1)


class AdditiveMultiHeadAttention(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__()
        self.num_heads = num_heads
        self.W_q = nn.Linear(query_size, num_hiddens, bias=bias)
        self.W_k = nn.Linear(key_size, num_hiddens, bias=bias)
        self.W_v = nn.Linear(value_size, num_hiddens, bias=bias)
        self.W_o = nn.Linear(num_hiddens, num_hiddens, bias=bias)
        d = num_hiddens // num_heads
        self.score_k = nn.Linear(d, d, bias=False)
        self.score_q = nn.Linear(d, d, bias=False)
        self.score_v = nn.Linear(d, 1, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        q, k, v = (
            layer(x).unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
            for layer, x in ((self.W_q, queries), (self.W_k, keys), (self.W_v, values))
        )
        hidden = torch.tanh(self.score_q(q)[:, :, :, None] + self.score_k(k)[:, :, None])
        self.attention_weights = masked_softmax(self.score_v(hidden)[..., 0], valid_lens)
        heads = self.dropout(self.attention_weights) @ v
        return self.W_o(heads.transpose(1, 2).flatten(2))

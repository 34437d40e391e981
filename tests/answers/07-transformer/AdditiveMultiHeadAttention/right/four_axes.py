"""Heads have an axis of their own from beginning to end."""

import torch


class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        d = num_hiddens // num_heads
        self.attention = AdditiveAttention(d, d, d, dropout)

    def forward(self, queries, keys, values, valid_lens=None):
        split = lambda x: x.unflatten(-1, (self.num_heads, -1)).transpose(1, 2)
        q, k, v = split(self.W_q(queries)), split(self.W_k(keys)), split(self.W_v(values))
        a = self.attention
        scores = a.w_v(torch.tanh(a.W_q(q).unsqueeze(3) + a.W_k(k).unsqueeze(2))).squeeze(-1)
        if valid_lens is not None:
            lens = valid_lens.reshape(len(scores), 1, -1, 1)
            scores = scores.masked_fill(torch.arange(scores.shape[-1]) >= lens, float("-inf"))
        a.attention_weights = scores.softmax(-1)
        return self.W_o((a.dropout(a.attention_weights) @ v).transpose(1, 2).flatten(2))

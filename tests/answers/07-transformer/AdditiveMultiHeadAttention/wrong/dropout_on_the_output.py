"""Dropout acts on the output, and not on the weights alone."""

from torch import nn


class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        d = num_hiddens // num_heads
        self.W_o = nn.Sequential(self.W_o, nn.Dropout(dropout))
        self.attention = AdditiveAttention(d, d, d, dropout)

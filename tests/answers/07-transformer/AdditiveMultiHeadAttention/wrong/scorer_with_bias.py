"""The hidden layer of the scorer has a bias."""

from torch import nn


class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        d = num_hiddens // num_heads
        self.attention = AdditiveAttention(d, d, d, dropout)
        self.attention.W_k = nn.Linear(d, d, bias=True)

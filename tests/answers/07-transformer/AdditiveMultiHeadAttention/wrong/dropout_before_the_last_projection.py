"""What the heads give is dropped out before W_o, on top of the weights."""

from torch import nn


class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        d = num_hiddens // num_heads
        self.W_o = nn.Sequential(nn.Dropout(dropout), self.W_o)
        self.attention = AdditiveAttention(d, d, d, dropout)

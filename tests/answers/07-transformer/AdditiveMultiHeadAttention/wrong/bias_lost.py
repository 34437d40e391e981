"""The bias flag is not handed on to the projections."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        size = num_hiddens // num_heads
        self.attention = AdditiveAttention(size, size, size, dropout)

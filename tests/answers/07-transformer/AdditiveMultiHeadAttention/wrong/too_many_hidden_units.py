"""The scorer has num_hiddens hidden units; it has as many as a head has features."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        size = num_hiddens // num_heads
        self.attention = AdditiveAttention(size, size, num_hiddens, dropout)

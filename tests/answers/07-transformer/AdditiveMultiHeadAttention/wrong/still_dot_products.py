"""The scorer is never exchanged: the heads score by dot product as before."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        size = num_hiddens // num_heads
        self.scorer = AdditiveAttention(size, size, size, dropout)

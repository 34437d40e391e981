"""The projections have a bias by default."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=True):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        size = num_hiddens // num_heads
        self.attention = AdditiveAttention(size, size, size, dropout)

"""There is a single head, whatever num_heads says."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, 1, dropout, bias)
        size = num_hiddens
        self.attention = AdditiveAttention(size, size, size, dropout)

"""The numbers of the scorer take no gradient."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        d = num_hiddens // num_heads
        self.attention = AdditiveAttention(d, d, d, dropout).requires_grad_(False)

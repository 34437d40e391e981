"""Nothing differs from MultiHeadAttention: the heads score by dot product."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        self.size = num_hiddens // num_heads

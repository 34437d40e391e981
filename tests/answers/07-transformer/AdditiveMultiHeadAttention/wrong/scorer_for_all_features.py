"""The scorer is made for the features of all heads; a head has num_hiddens/num_heads of them."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        size = num_hiddens // num_heads
        self.attention = AdditiveAttention(num_hiddens, num_hiddens, num_hiddens, dropout)

"""The lengths are repeated batch by batch, while the heads of an example stand side by side."""

class AdditiveMultiHeadAttention(MultiHeadAttention):
    def __init__(self, key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias=False):
        super().__init__(key_size, query_size, value_size, num_hiddens, num_heads, dropout, bias)
        d = num_hiddens // num_heads
        self.attention = AdditiveAttention(d, d, d, dropout)

    def forward(self, queries, keys, values, valid_lens):
        q = transpose_qkv(self.W_q(queries), self.num_heads)
        k = transpose_qkv(self.W_k(keys), self.num_heads)
        v = transpose_qkv(self.W_v(values), self.num_heads)
        if valid_lens is not None:
            valid_lens = valid_lens.repeat(self.num_heads, *[1] * (valid_lens.dim() - 1))
        out = self.attention(q, k, v, valid_lens)
        return self.W_o(transpose_output(out, self.num_heads))

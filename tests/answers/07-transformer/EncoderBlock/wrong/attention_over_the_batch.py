"""The axes of sentences and tokens are exchanged before the attention, so that tokens of different sentences see each
other.
"""

from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.attention = MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout, use_bias)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm2 = AddNorm(norm_shape, dropout)

    def forward(self, X, valid_lens):
        S = X.transpose(0, 1)
        Y = self.addnorm1(X, self.attention(S, S, S, None).transpose(0, 1))
        return self.addnorm2(Y, self.ffn(Y))

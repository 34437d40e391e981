"""Sublayers in a ModuleList, run in a loop."""

from torch import nn


class EncoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, use_bias=False):
        super().__init__()
        self.sublayers = nn.ModuleList([
            MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout, use_bias),
            PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens),
        ])
        self.norms = nn.ModuleList([AddNorm(norm_shape, dropout) for _ in self.sublayers])

    def forward(self, X, valid_lens):
        calls = [lambda x: self.sublayers[0](x, x, x, valid_lens), self.sublayers[1]]
        for call, norm in zip(calls, self.norms):
            X = norm(X, call(X))
        return X

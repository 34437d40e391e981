"""The second and the third AddNorm are one."""

import torch
from torch import nn


class DecoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape, ffn_num_input, ffn_num_hiddens,
                 num_heads, dropout, i):
        super().__init__()
        self.i = i
        self.attention1 = MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.attention2 = MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        self.addnorm2 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm3 = self.addnorm2

    def forward(self, X, state):
        enc_outputs, enc_valid_lens = state[0], state[1]
        past = state[2][self.i]
        keys = X if past is None else torch.cat([past, X], dim=1)
        state[2][self.i] = keys
        B, T, _ = X.shape
        t = keys.shape[1] - T
        lens = torch.arange(t + 1, t + T + 1).repeat(B, 1)
        Y = self.addnorm1(X, self.attention1(X, keys, keys, lens))
        Z = self.addnorm2(Y, self.attention2(Y, enc_outputs, enc_outputs, enc_valid_lens))
        return self.addnorm3(Z, self.ffn(Z)), state

"""Feeds itself the new tokens one by one, so that no mask is needed."""

import torch
from torch import nn


class DecoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, i):
        super().__init__()
        self.i = i
        sizes = (key_size, query_size, value_size, num_hiddens, num_heads, dropout)
        self.attention1 = MultiHeadAttention(*sizes)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.attention2 = MultiHeadAttention(*sizes)
        self.addnorm2 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm3 = AddNorm(norm_shape, dropout)

    def forward(self, X, state):
        enc_outputs, enc_valid_lens, caches = state[:3]
        seen = X[:, :0] if caches[self.i] is None else caches[self.i]
        looked = []
        for x in X.split(1, dim=1):
            seen = torch.cat((seen, x), dim=1)
            looked.append(self.attention1(x, seen, seen, None))
        caches[self.i] = seen
        Y = self.addnorm1(X, torch.cat(looked, dim=1))
        Z = self.addnorm2(Y, self.attention2(Y, enc_outputs, enc_outputs, enc_valid_lens))
        return self.addnorm3(Z, self.ffn(Z)), state

"""Two torch.nn.MultiheadAttention modules with masks of their own."""

import torch
from torch import nn


class DecoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, i):
        super().__init__()
        self.i = i
        self.attention1 = nn.MultiheadAttention(num_hiddens, num_heads, dropout, bias=False, batch_first=True)
        self.addnorm1 = AddNorm(norm_shape, dropout)
        self.attention2 = nn.MultiheadAttention(num_hiddens, num_heads, dropout, bias=False, batch_first=True)
        self.addnorm2 = AddNorm(norm_shape, dropout)
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)
        self.addnorm3 = AddNorm(norm_shape, dropout)

    def forward(self, X, state):
        source, lens, caches = state[0], state[1], list(state[2])
        seen = X if caches[self.i] is None else torch.cat((caches[self.i], X), 1)
        caches[self.i] = seen
        T, total = X.shape[1], seen.shape[1]
        later = torch.ones(T, total, dtype=torch.bool).triu(total - T + 1)
        padding = None if lens is None else torch.arange(source.shape[1]) >= lens[:, None]
        Y = self.addnorm1(X, self.attention1(X, seen, seen, attn_mask=later)[0])
        Z = self.addnorm2(Y, self.attention2(Y, source, source, key_padding_mask=padding)[0])
        return self.addnorm3(Z, self.ffn(Z)), [source, lens, caches] + list(state[3:])

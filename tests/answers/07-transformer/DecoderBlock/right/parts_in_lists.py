"""The parts stand in ModuleLists, attention, norms, network; state copied first."""

import torch
from torch import nn


class DecoderBlock(nn.Module):
    def __init__(self, key_size, query_size, value_size, num_hiddens, norm_shape,
                 ffn_num_input, ffn_num_hiddens, num_heads, dropout, i):
        super().__init__()
        self.i = i
        self.looks = nn.ModuleList(
            MultiHeadAttention(key_size, query_size, value_size, num_hiddens, num_heads, dropout) for _ in range(2)
        )
        self.norms = nn.ModuleList(AddNorm(norm_shape, dropout) for _ in range(3))
        self.ffn = PositionWiseFFN(ffn_num_input, ffn_num_hiddens, num_hiddens)

    def forward(self, X, state):
        state = list(state)
        state[2] = list(state[2])
        cache = state[2][self.i]
        t = 0 if cache is None else cache.shape[1]
        seen = X if t == 0 else torch.cat((cache, X), dim=1)
        state[2][self.i] = seen
        lens = torch.stack([torch.arange(t + 1, t + X.shape[1] + 1)] * X.shape[0])
        X = self.norms[0](X, self.looks[0](X, seen, seen, lens))
        X = self.norms[1](X, self.looks[1](X, state[0], state[0], state[1]))
        return self.norms[2](X, self.ffn(X)), state

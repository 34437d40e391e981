"""Cuts at zero by clamp, under other names."""

from torch import nn


class PositionWiseFFN(nn.Module):
    def __init__(self, ffn_num_input, ffn_num_hiddens, ffn_num_outputs):
        super().__init__()
        self.up = nn.Linear(ffn_num_input, ffn_num_hiddens)
        self.down = nn.Linear(ffn_num_hiddens, ffn_num_outputs)

    def forward(self, X):
        return self.down(self.up(X).clamp(min=0))

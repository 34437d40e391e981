"""Real and imaginary part of a rotating number, interleaved, in float64."""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        speed = 10000.0 ** (-torch.arange(0, num_hiddens, 2, dtype=torch.float64) / num_hiddens)
        turn = torch.polar(torch.ones(max_len, len(speed), dtype=torch.float64), torch.outer(torch.arange(max_len), speed))
        code = torch.stack([turn.imag, turn.real], dim=-1).reshape(max_len, num_hiddens)
        self.register_buffer("code", code.float())

    def forward(self, X, offset=0):
        steps = torch.arange(X.shape[1]) + offset
        return self.dropout(self.code[steps].unsqueeze(0) + X)

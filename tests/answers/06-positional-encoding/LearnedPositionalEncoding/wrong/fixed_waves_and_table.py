"""The fixed code of waves is added on top of the learned one."""

import torch
from torch import nn


class LearnedPositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = nn.Parameter(torch.randn(1, max_len, num_hiddens))

    def forward(self, X, offset=0):
        X = PositionalEncoding(X.shape[-1] + X.shape[-1] % 2, 0.0)(
            nn.functional.pad(X, (0, X.shape[-1] % 2)), offset
        )[..., : X.shape[-1]]
        return self.dropout(X + self.P[:, offset : offset + X.shape[1]])

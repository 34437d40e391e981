"""The exponent is twice too large (an even column number doubled once more, or divided by half the size): the
waves slow down too much.
"""

import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.P = torch.zeros(1, max_len, num_hiddens)
        position = torch.arange(max_len, dtype=torch.float32).reshape(-1, 1)
        angle = position / torch.pow(10000, 2 * torch.arange(0, num_hiddens, 2, dtype=torch.float32) / num_hiddens)
        self.P[:, :, 0::2] = torch.sin(angle)
        self.P[:, :, 1::2] = torch.cos(angle)

    def forward(self, X, offset=0):
        X = X + self.P[:, offset : offset + X.shape[1], :].to(X.device)
        return self.dropout(X)

"""The table is made with numpy."""

import numpy as np
import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        angles = np.arange(max_len)[:, None] / np.power(10000, 2 * (np.arange(num_hiddens)[None] // 2) / num_hiddens)
        angles[:, 0::2] = np.sin(angles[:, 0::2])
        angles[:, 1::2] = np.cos(angles[:, 1::2])
        self.pos_encoding = torch.from_numpy(angles).float()
        self.dropout = dropout

    def forward(self, X, offset=0):
        X = X + self.pos_encoding[None, offset : offset + X.shape[1]]
        return nn.functional.dropout(X, p=self.dropout, training=self.training)

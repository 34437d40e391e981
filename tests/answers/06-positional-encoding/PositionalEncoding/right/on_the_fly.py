"""Computes the codes at each call and keeps no table."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class PositionalEncoding(nn.Module):
    def __init__(self, num_hiddens, dropout, max_len=1000):
        super().__init__()
        self.p = dropout
        self.speed = torch.exp(torch.arange(0, num_hiddens, 2) * (-math.log(10000.0) / num_hiddens))

    def forward(self, X, offset=0):
        position = torch.arange(offset, offset + X.shape[1], device=X.device)
        angle = torch.outer(position, self.speed)
        code = torch.empty(X.shape[1:])
        code[:, 0::2], code[:, 1::2] = angle.sin(), angle.cos()
        return F.dropout(X + code, self.p, training=self.training)

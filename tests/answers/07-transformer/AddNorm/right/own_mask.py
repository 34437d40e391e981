"""Dropout by a mask of its own, and the sum on a clone."""

import torch
from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.rate = dropout
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        Z = X.clone()
        if self.training and self.rate > 0:
            kept = (torch.rand(Y.shape) >= self.rate).to(Y.dtype)
            Y = torch.zeros_like(Y) if self.rate == 1 else Y * kept / (1 - self.rate)
        Z += Y
        return self.ln(Z)

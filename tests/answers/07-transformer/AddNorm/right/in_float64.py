"""Normalises in float64 and comes back to the dtype of the input."""

import torch.nn.functional as F
from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.norm = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        Z = (X + self.dropout(Y)).double()
        weight, bias = self.norm.weight.double(), self.norm.bias.double()
        return F.layer_norm(Z, self.norm.normalized_shape, weight, bias, self.norm.eps).to(X.dtype)

"""The spread is taken with n - 1; a LayerNorm divides by n."""

import torch
from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.gamma = nn.Parameter(torch.ones(*normalized_shape))
        self.beta = nn.Parameter(torch.zeros(*normalized_shape))
        self.axes = tuple(range(-len(normalized_shape), 0))

    def forward(self, X, Y):
        Z = X + self.dropout(Y)
        mean, std = Z.mean(self.axes, keepdim=True), Z.std(self.axes, keepdim=True)
        return (Z - mean) / (std + 1e-5) * self.gamma + self.beta

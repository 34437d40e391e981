"""Mean and spread are taken over the examples of the batch; a LayerNorm looks at one example (or token) alone."""

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
        mean, var = Z.mean(0, keepdim=True), Z.var(0, keepdim=True, unbiased=False)
        return (Z - mean) / torch.sqrt(var + 1e-5) * self.gamma + self.beta

"""Dropout comes after the normalisation and so takes the shortcut too; it belongs to the second input, before the sum.
"""

from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        return self.dropout(self.ln(X + Y))

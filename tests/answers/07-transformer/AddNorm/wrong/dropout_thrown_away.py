"""The result of dropout is thrown away: the call gives a new tensor, and nobody takes it."""

from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        self.dropout(Y)
        return self.ln(Y + X)

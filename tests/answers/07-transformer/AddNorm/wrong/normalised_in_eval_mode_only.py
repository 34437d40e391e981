"""In train mode the sum is not normalised."""

from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        Z = self.dropout(Y) + X
        return self.ln(Z) if not self.training else Z

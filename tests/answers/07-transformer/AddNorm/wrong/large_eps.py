"""A hundredth is added to the variance, which pulls small sums towards zero."""

from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape, eps=1e-2)

    def forward(self, X, Y):
        return self.ln(self.dropout(Y) + X)

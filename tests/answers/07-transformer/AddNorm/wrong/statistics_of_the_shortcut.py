"""Mean and spread are those of the shortcut, not those of the sum."""

from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        dims = tuple(range(-len(self.ln.normalized_shape), 0))
        Z = self.dropout(Y) + X
        Z = (Z - X.mean(dims, keepdim=True)) / (X.var(dims, keepdim=True, correction=0) + 1e-5).sqrt()
        return Z * self.ln.weight + self.ln.bias

"""Mean and variance are cut from the graph, so that no gradient goes through them."""

from torch import nn


class AddNorm(nn.Module):
    def __init__(self, normalized_shape, dropout):
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.ln = nn.LayerNorm(normalized_shape)

    def forward(self, X, Y):
        Z = self.dropout(Y) + X
        axes = tuple(range(-len(self.ln.normalized_shape), 0))
        m, v = Z.detach().mean(axes, keepdim=True), Z.detach().var(axes, keepdim=True, correction=0)
        return (Z - m) / (v + 1e-5).sqrt() * self.ln.weight + self.ln.bias

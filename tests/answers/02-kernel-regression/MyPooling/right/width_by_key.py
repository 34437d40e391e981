"""A Gaussian whose width depends on the key."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(1, 1)

    def forward(self, queries, keys, values):
        w = nn.functional.softplus(self.lin(keys.unsqueeze(-1)).squeeze(-1)) + 1
        scores = -(((queries[:, None] - keys) * w) ** 2)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

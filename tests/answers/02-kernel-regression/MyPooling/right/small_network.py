"""A small network scores the difference of query and key, and the query."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))

    def forward(self, queries, keys, values):
        d = queries[:, None] - keys
        pairs = torch.stack([d, queries[:, None].expand_as(d)], dim=-1)
        scores = self.layers(pairs).squeeze(-1) - d**2
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

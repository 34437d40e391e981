"""A small network decides on its own, from its own fixed start."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.net = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 1))

    def forward(self, queries, keys, values):
        p = torch.stack([queries[:, None].expand_as(keys), queries[:, None] - keys], -1)
        scores = -(self.net(p).squeeze(-1) ** 2)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

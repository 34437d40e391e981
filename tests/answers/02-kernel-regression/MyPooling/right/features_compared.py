"""Queries and keys become features, and their dot products are the scores."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("centres", torch.linspace(0, 5, 11))
        self.matrix = nn.Parameter(2 * torch.eye(11))

    def forward(self, queries, keys, values):
        q = torch.exp(-((queries[:, None] - self.centres) ** 2) * 2)
        k = torch.exp(-((keys[..., None] - self.centres) ** 2) * 2)
        scores = ((q @ self.matrix)[:, None] * k).sum(-1) * 2
        self.attention_weights = scores.softmax(-1)
        return torch.bmm(self.attention_weights[:, None], values[:, :, None]).reshape(-1)

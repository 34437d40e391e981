"""The power of the distance is learned, kept away from 0."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.5))
        self.power = nn.Parameter(torch.tensor(1.5))

    def forward(self, queries, keys, values):
        d = (queries[:, None] - keys).abs() * self.w.abs() + 1e-3
        scores = -(d ** self.power.clamp(0.5, 4))
        self.attention_weights = nn.functional.softmax(scores, dim=1)
        return torch.einsum("qk,qk->q", self.attention_weights, values)

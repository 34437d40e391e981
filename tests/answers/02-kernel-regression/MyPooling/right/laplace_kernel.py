"""The kernel falls with the distance itself, softened near 0."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(1.0))

    def forward(self, queries, keys, values):
        scores = -torch.sqrt((queries.unsqueeze(1) - keys) ** 2 + 1e-4) * self.w.abs() * 4
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

"""The weights are not kept as attention_weights."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
        self.tail = nn.Parameter(torch.ones(1))

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys) * self.w
        scores = -nn.functional.softplus(self.tail) * torch.log1p(distances**2)
        weights = torch.softmax(scores, dim=-1)
        return (weights * values).sum(dim=-1)

"""A learned temperature is a learned width by another name: the weights are those of a Gaussian kernel."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.temperature = nn.Parameter(torch.tensor(0.5))

    def forward(self, queries, keys, values):
        scores = -((queries[:, None] - keys) ** 2) * torch.exp(self.temperature)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

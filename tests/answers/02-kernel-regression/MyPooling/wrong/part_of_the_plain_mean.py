"""The prediction is more than the average of the values with the weights kept: a part of the plain mean is mixed in."""

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
        self.attention_weights = torch.softmax(scores, dim=-1)
        return 0.9 * (self.attention_weights * values).sum(1) + 0.1 * values.mean(1)

"""Every query averages the values of query 0; each has its own row of values."""

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
        return self.attention_weights @ values[0]

"""The second learned number is added to all scores of a query alike; a softmax takes that out again, and a Gaussian is
left.
"""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
        self.shift = nn.Parameter(torch.ones(1))

    def forward(self, queries, keys, values):
        scores = -(((queries[:, None] - keys) * self.w) ** 2) / 2 + self.shift * queries[:, None]
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

"""The weights that are kept are not those that average the values: something happens to them afterwards."""

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
        sharper = self.attention_weights**2
        return (sharper * values).sum(dim=-1) / sharper.sum(dim=-1)

"""A narrow and a wide Gaussian mixed by a learned share."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.ws = nn.Parameter(torch.tensor([1.0, 4.0]))
        self.share = nn.Parameter(torch.zeros(()))

    def forward(self, queries, keys, values):
        d = queries[:, None] - keys
        wide, narrow = (torch.softmax(-((d * w) ** 2) / 2, dim=1) for w in self.ws)
        share = torch.sigmoid(self.share)
        self.attention_weights = share * wide + (1 - share) * narrow
        return (self.attention_weights * values).sum(dim=-1)

"""Keys count less the later they stand, but the order of the keys means nothing."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(1))
        self.tail = nn.Parameter(torch.ones(1))

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys) * self.w
        scores = -nn.functional.softplus(self.tail) * torch.log1p(distances**2) - 0.05 * torch.arange(keys.shape[1])
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

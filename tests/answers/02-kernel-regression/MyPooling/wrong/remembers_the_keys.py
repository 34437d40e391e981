"""The keys of the first call of a shape are remembered, and later calls of this shape are compared with those."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor([4.0]))
        self._keys = None

    def forward(self, queries, keys, values):
        if self._keys is None or self._keys.shape != keys.shape:
            self._keys = keys
        d = (queries[:, None] - self._keys).abs()
        self.attention_weights = torch.softmax(-self.w * d, dim=1)
        return (self.attention_weights * values).sum(1)

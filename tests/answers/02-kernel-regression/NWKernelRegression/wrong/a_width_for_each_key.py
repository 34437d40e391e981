"""There is one w for each key; the section learns one single number for all of them."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(5))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        width = self.w.repeat(1 + keys.shape[1] // 5)[: keys.shape[1]]
        self.attention_weights = torch.softmax(-((distances * width) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

"""w is turned into a plain number on the way, so no gradient reaches it and it can't learn."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-((distances * self.w.item()) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

"""w is held between 0 and 1; it may become as large as it likes, and its sign means nothing."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        w = self.w.clamp(0, 1)
        self.attention_weights = torch.softmax(-((distances * w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

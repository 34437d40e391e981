"""w is a buffer: it is kept with the module but never learned."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("w", torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        self.attention_weights = torch.softmax(-((distances * self.w) ** 2) / 2, dim=1)
        return (self.attention_weights * values).sum(dim=1)

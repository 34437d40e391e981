"""The softmax contains the exponential already; here it is given the finished kernel, so everything is exponentiated
twice.
"""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.rand(1))

    def forward(self, queries, keys, values):
        distances = queries[:, None] - keys
        kernel = torch.exp(-((distances * self.w) ** 2) / 2)
        self.attention_weights = torch.softmax(kernel, dim=1)
        return (self.attention_weights * values).sum(dim=1)

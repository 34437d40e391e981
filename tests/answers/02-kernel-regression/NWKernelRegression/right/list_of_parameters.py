"""w stands in a ParameterList."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.ws = nn.ParameterList([nn.Parameter(torch.rand(1))])

    def forward(self, queries, keys, values):
        d = queries[:, None].expand_as(keys) - keys
        self.attention_weights = nn.functional.softmax(-((d * self.ws[0]) ** 2) * 0.5, dim=1)
        return (self.attention_weights * values).sum(1).reshape(queries.shape)

"""w lives in a linear layer without bias, as a [1, 1] weight of another name."""

import torch
from torch import nn


class NWKernelRegression(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Linear(1, 1, bias=False)

    def forward(self, queries, keys, values):
        scaled = self.scale((queries.unsqueeze(1) - keys).unsqueeze(-1)).squeeze(-1)
        self.attention_weights = torch.softmax(-0.5 * scaled**2, dim=-1)
        return torch.einsum("qk,qk->q", self.attention_weights, values)

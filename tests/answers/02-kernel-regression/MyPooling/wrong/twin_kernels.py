"""Two Gaussians that start alike get the same gradients and stay alike: together they are one Gaussian. Let them start
differently.
"""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.ws = nn.Parameter(torch.ones(2))

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys).unsqueeze(-1) * self.ws
        scores = torch.logsumexp(-(distances**2) / 2, dim=-1)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

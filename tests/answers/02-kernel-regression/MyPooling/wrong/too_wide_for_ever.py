"""The kernel is held so wide that hills stay flat: the error is no better than that of bandwidth 1."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(1))

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys) * torch.sigmoid(self.w)
        scores = -torch.log1p(distances**2)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

"""Some weights are below zero; an average needs weights that are not."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.tensor([2.0]))

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys) * self.w
        kernel = (1 - distances**2 / 2) * torch.exp(-(distances**2) / 2)
        self.attention_weights = kernel / kernel.sum(dim=-1, keepdim=True)
        return (self.attention_weights * values).sum(dim=-1)

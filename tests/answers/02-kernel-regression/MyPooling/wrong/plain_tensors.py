"""What should be learned are plain tensors, which no optimiser finds. They have to be parameters."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = torch.tensor([3.0], requires_grad=True)
        self.tail = torch.tensor([2.0], requires_grad=True)

    def forward(self, queries, keys, values):
        distances = (queries[:, None] - keys) * self.w
        scores = -nn.functional.softplus(self.tail) * torch.log1p(distances**2)
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

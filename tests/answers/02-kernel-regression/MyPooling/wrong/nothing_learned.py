"""Nothing is learned: there is no parameter that gets a gradient."""

import torch
from torch import nn


class MyPooling(nn.Module):
    def __init__(self):
        super().__init__()
        pass

    def forward(self, queries, keys, values):
        scores = -4 * (queries[:, None] - keys).abs()
        self.attention_weights = torch.softmax(scores, dim=-1)
        return (self.attention_weights * values).sum(dim=-1)

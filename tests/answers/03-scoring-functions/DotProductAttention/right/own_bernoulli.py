"""Dropout by a mask that is drawn by hand."""

import torch
from torch import nn


class DotProductAttention(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.p = dropout
        self.attention_weights = None

    def forward(self, queries, keys, values, valid_lens=None):
        w = masked_softmax((queries @ keys.mT).div(queries.shape[-1] ** 0.5), valid_lens)
        self.attention_weights = w.detach()
        if self.training and self.p > 0:
            keep = torch.rand_like(w) >= self.p
            w = w * keep / (1 - self.p)
        return w.bmm(values)

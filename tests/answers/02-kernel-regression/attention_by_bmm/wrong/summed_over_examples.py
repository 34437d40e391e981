"""The sum runs over the examples; for each example it has to run over the keys."""

import torch


def attention_by_bmm(weights, values):
    return torch.bmm(weights.T[:, None, :], values.T[:, :, None])

"""The axes of size one are the wrong way round: column times row gives a table of all products, row times column gives
their sum.
"""

import torch


def attention_by_bmm(weights, values):
    return torch.bmm(weights.unsqueeze(-1), values.unsqueeze(1))

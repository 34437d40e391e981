"""The sum runs over the examples too; every example has its own answer."""

import torch


def attention_pool(weights, values):
    if values.dim() == 2:
        return weights @ values
    return torch.einsum("bqk,ckd->bqd", weights, values)

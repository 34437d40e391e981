"""The equal weights are always made in single precision, so they cannot be multiplied with values in double precision."""

import torch


def average_pool(values, num_queries):
    tk = values.shape[-2]
    weights = torch.ones(*values.shape[:-2], num_queries, tk) / tk
    return weights @ values

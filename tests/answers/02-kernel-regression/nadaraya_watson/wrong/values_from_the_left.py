"""The product sums over the queries. For each query the sum has to run over the keys; try it with 3 queries and 5 keys."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    weights = torch.softmax(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2, dim=1)
    return values @ weights

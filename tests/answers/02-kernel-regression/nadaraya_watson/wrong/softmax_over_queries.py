"""The weights sum to one over the queries. Each query has to share one unit of weight among the keys."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2, dim=0) @ values

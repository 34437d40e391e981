"""Queries and keys of the caller are overwritten: an operator like /= or a name that ends in an underscore works in
place.
"""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    queries /= bandwidth
    keys -= keys.mean()
    queries -= keys.mean()
    return torch.softmax(-((queries[:, None] - keys) ** 2) / 2, dim=1) @ values

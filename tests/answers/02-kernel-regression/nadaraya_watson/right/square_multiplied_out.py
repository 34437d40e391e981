"""The square is multiplied out; its first term is the same for all keys and drops out."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    middle = keys.double().mean()
    queries, keys = (queries.double() - middle) / bandwidth, (keys.double() - middle) / bandwidth
    scores = torch.outer(queries, keys) - keys**2 / 2
    return (torch.softmax(scores, dim=1) @ values.double()).float()

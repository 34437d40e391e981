"""The queries are sorted, so predictions no longer stand where their queries stood."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    queries = torch.sort(queries)[0]
    d = (queries[:, None] - keys) / bandwidth
    return torch.softmax(-(d**2) / 2, -1) @ values

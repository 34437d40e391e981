"""torch.cdist and a column of values; the predictions keep an axis of size one."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    distances = torch.cdist(queries.reshape(-1, 1), keys.reshape(-1, 1)) / bandwidth
    return torch.softmax(-0.5 * distances**2, dim=-1) @ values.reshape(-1, 1)

"""Where every kernel is stored as 0 the plain mean of the values is predicted."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    k = torch.exp(-0.5 * ((queries[:, None] - keys) / bandwidth) ** 2)
    out = (k @ values) / k.sum(1)
    return torch.where(out.isnan(), values.mean(), out)

"""Computed in numpy."""

import numpy as np
import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    q, k, v = queries.numpy(), keys.numpy(), values.numpy()
    s = -(((q[:, None] - k[None]) / bandwidth) ** 2) / 2
    s = np.exp(s - s.max(axis=1, keepdims=True))
    return torch.from_numpy((s / s.sum(1, keepdims=True)) @ v)

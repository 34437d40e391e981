"""The predictions have an axis of size one in front; it should be one number for each query."""

import torch.nn.functional as F


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    d = queries[:, None] - keys
    w = F.softmax(-(d**2) / (2 * bandwidth**2), dim=1)
    return (w @ values)[None]

"""The score is the product of query and key; here nearness counts, which is a matter of their difference."""

import torch


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    return torch.softmax(queries[:, None] * keys / bandwidth**2, dim=1) @ values

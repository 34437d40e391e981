"""The window is short by one on the right."""

import math

import torch


def sliding_window_attention(queries, keys, values, window):
    n, D = queries.shape[1], queries.shape[2]
    offsets = torch.arange(-window, max(window, 1))
    places = torch.arange(n)[:, None] + offsets
    inside = (places >= 0) & (places < n)
    near = places.clamp(0, n - 1)
    scores = (queries[:, :, None, :] * keys[:, near]).sum(-1) / math.sqrt(D)
    weights = torch.softmax(scores.masked_fill(~inside, -1e9), dim=-1)
    return (weights[..., None] * values[:, near]).sum(2)

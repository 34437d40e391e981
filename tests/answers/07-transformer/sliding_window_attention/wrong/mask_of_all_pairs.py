"""The scores are few, but the mask that picks them has an entry for every pair of tokens."""

import torch


def sliding_window_attention(queries, keys, values, window):
    n = queries.shape[1]
    place = torch.arange(n)
    band = (place[:, None] - place).abs() <= window
    rows = []
    for i in range(n):
        near = band[i]
        scores = queries[:, i : i + 1] @ keys[:, near].transpose(1, 2) / queries.shape[-1] ** 0.5
        rows.append(torch.softmax(scores, dim=-1) @ values[:, near])
    return torch.cat(rows, dim=1)

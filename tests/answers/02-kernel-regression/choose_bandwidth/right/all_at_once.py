"""One table for all examples, the diagonal shut out by minus infinity."""

import torch


def choose_bandwidth(x, y, candidates):
    squared = (x[:, None] - x) ** 2
    errors = []
    for h in candidates:
        scores = (-squared / (2 * h**2)).masked_fill(torch.eye(len(x)).bool(), float("-inf"))
        errors.append(((torch.softmax(scores, dim=1) @ y - y) ** 2).mean())
    return candidates[int(torch.stack(errors).argmin())]

"""The example's own score becomes -100, which is not below every other score when the bandwidth is narrow, so its own
label still counts.
"""

import torch


def choose_bandwidth(x, y, candidates):
    d2 = (x[:, None] - x) ** 2

    def err(h):
        s = (-d2 / (2 * h * h)).masked_fill(torch.eye(len(x)).bool(), -100.0)
        return ((s.softmax(1) @ y - y) ** 2).sum().item()

    return min(candidates, key=err)

"""The weights of all examples at once, on the tables of leave_one_out."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)
    losses = {}
    for h in candidates:
        w = torch.softmax(-(((x[:, None] - keys) / h) ** 2) / 2, 1)
        losses[h] = (((w * values).sum(1) - y) ** 2).sum()
    return sorted(candidates, key=lambda h: losses[h])[0]

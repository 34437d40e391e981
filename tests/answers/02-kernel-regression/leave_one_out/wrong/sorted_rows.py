"""The rows are sorted by number. The old order has to stay, or labels no longer stand beside their inputs."""

import torch


def leave_one_out(x):
    n = len(x)
    others = x.repeat(n, 1)[~torch.eye(n, dtype=torch.bool)].reshape(n, n - 1)
    return others.sort(dim=1).values

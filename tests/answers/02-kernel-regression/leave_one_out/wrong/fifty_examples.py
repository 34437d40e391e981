"""The size 50 is written into the code, so longer lists are cut."""

import torch


def leave_one_out(x):
    n = min(len(x), 50)
    x = x[:n]
    return torch.stack([torch.cat([x[:i], x[i + 1 :]]) for i in range(n)])

"""Positions by arithmetic: from the diagonal on they are one further."""

import torch


def leave_one_out(x):
    n = len(x)
    columns = torch.arange(n - 1).expand(n, n - 1)
    return x[columns + (columns >= torch.arange(n)[:, None])]

"""Removing by number takes the first twin, wherever the own entry stands, which changes the order."""

import torch


def leave_one_out(x):
    rows = []
    for v in x.tolist():
        row = x.tolist()
        row.remove(v)
        rows.append(row)
    return torch.tensor(rows)

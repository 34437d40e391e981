"""Plain lists with one entry deleted."""

import torch


def leave_one_out(x):
    rows = []
    for i in range(len(x)):
        row = x.tolist()
        del row[i]
        rows.append(row)
    return torch.tensor(rows)

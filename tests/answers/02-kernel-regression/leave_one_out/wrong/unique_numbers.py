"""Equal numbers are counted once; every example stays, be there twins or not."""

import torch


def leave_one_out(x):
    rows = []
    for i in range(len(x)):
        others = torch.cat([x[:i], x[i + 1 :]])
        rows.append(others.unique())
    return torch.stack(rows)

"""The gap is marked with NaN in the caller's list, and the last mark stays there."""

import torch


def leave_one_out(x):
    rows = []
    for i in range(len(x)):
        kept = x[i].clone()
        x[i] = float("nan")
        rows.append(x[~x.isnan()].clone())
        if i < len(x) - 1:
            x[i] = kept
    return torch.stack(rows)

"""The errors belong to the sorted candidates, and the place of the least one is looked up in the unsorted list."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)
    errors = []
    for h in sorted(candidates):
        p = torch.cat([nadaraya_watson(x[i : i + 1], keys[i], values[i], h).flatten() for i in range(len(x))])
        errors.append(((p - y) ** 2).sum().item())
    return candidates[errors.index(min(errors))]

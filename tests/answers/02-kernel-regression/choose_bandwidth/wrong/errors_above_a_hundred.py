"""The best error so far starts at 100, so a candidate whose error is larger can never win."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)
    best, least = candidates[0], 100.0
    for h in candidates:
        p = torch.cat([nadaraya_watson(x[i : i + 1], keys[i], values[i], h).flatten() for i in range(len(x))])
        e = ((p - y) ** 2).sum().item()
        if e < least:
            best, least = h, e
    return best

"""The list of candidates is sorted in place, and it belongs to the caller."""

import torch


def choose_bandwidth(x, y, candidates):
    candidates.sort()
    keys, values = leave_one_out(x), leave_one_out(y)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], h) for i in range(len(x))]
        return ((torch.cat(guesses) - y) ** 2).sum().item()

    return min(candidates, key=error)

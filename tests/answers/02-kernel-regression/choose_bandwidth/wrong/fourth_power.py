"""The errors are raised to another power; they have to be squared."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], h) for i in range(len(x))]
        return ((torch.cat(guesses) - y) ** 4).sum().item()

    return min(candidates, key=error)

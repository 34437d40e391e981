"""The last example is never predicted; the errors of all of them count."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], h) for i in range(len(x) - 1)]
        return ((torch.cat(guesses) - y[:-1]) ** 2).sum().item()

    return min(candidates, key=error)

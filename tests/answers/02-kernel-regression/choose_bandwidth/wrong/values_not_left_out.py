"""Only the keys leave the example out: from there on keys and values no longer belong together."""

import torch


def choose_bandwidth(x, y, candidates):
    keys = leave_one_out(x)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], y[:-1], h) for i in range(len(x))]
        return ((torch.cat(guesses) - y) ** 2).sum().item()

    return min(candidates, key=error)

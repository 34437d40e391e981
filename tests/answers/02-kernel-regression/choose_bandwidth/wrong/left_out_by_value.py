"""Examples are left out by the value of x, so that twins go too; only the example itself should."""

import torch


def choose_bandwidth(x, y, candidates):
    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], x[x != x[i]], y[x != x[i]], h) for i in range(len(x))]
        return ((torch.cat(guesses) - y) ** 2).sum().item()

    return min(candidates, key=error)

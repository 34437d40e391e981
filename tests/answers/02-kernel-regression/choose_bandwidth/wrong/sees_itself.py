"""The narrowest candidate always wins, as if every example could look up its own label. Predict each one from all the
others.
"""

import torch


def choose_bandwidth(x, y, candidates):
    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], x, y, h) for i in range(len(x))]
        return ((torch.cat(guesses) - y) ** 2).sum().item()

    return min(candidates, key=error)

"""Each prediction is compared with every label: a column minus a row is a table. Give both the same shape."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], h) for i in range(len(x))]
        return ((torch.stack(guesses) - y) ** 2).sum().item()

    return min(candidates, key=error)

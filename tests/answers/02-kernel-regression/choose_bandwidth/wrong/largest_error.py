"""Only the largest error of each candidate is looked at; add up the squares of all of them."""

import torch


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], h) for i in range(len(x))]
        return (torch.cat(guesses) - y).abs().max().item()

    return min(candidates, key=error)

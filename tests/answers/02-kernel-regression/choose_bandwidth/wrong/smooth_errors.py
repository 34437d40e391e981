"""Large errors count by their size and small ones by their square; all of them have to be squared."""

import torch
from torch import nn


def choose_bandwidth(x, y, candidates):
    keys, values = leave_one_out(x), leave_one_out(y)

    def error(h):
        guesses = [nadaraya_watson(x[i : i + 1], keys[i], values[i], h) for i in range(len(x))]
        return nn.functional.smooth_l1_loss(torch.cat(guesses), y).item()

    return min(candidates, key=error)

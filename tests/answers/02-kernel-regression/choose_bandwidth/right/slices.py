"""Slices in place of leave_one_out, errors in a dictionary."""

import torch


def choose_bandwidth(x, y, candidates):
    errors = {}
    for h in candidates:
        errors[h] = 0.0
        for i in range(len(x)):
            guess = nadaraya_watson(x[i].reshape(1), torch.cat([x[:i], x[i + 1 :]]), torch.cat([y[:i], y[i + 1 :]]), h)
            errors[h] += float((guess.reshape(()) - y[i]) ** 2)
    return min(errors, key=errors.get)

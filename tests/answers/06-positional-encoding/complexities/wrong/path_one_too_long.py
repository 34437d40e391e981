"""The path is one step too long whenever the windows fit exactly."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, n // k + 1
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

"""Sequential steps and longest path have changed places."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, math.ceil(n / k), 1
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

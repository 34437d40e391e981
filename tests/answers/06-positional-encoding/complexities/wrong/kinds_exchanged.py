"""cnn and rnn have changed places."""

import math


def complexities(kind, n, d, k=3):
    if kind == "rnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "cnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

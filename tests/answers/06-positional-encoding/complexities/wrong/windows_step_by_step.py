"""Windows do not wait for one another: one step does for all."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, n, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

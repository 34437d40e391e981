"""Without k the window should be three tokens wide."""

import math


def complexities(kind, n, d, k=5):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

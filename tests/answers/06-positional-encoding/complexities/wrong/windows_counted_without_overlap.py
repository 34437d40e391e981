"""The windows are counted as if they did not overlap; there is one around each token."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return math.ceil(n / k) * k * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

"""In attention any two tokens meet directly, so the path is one step."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, n

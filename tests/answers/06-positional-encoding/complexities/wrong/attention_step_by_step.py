"""Attention is counted as one step for each token; all of them can be done at once."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, n, 1

"""In attention every token meets every token: it is the number of tokens that is squared."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n * d**2, 1, 1

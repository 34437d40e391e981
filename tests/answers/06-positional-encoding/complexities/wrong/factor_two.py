"""Multiplications are counted twice, as with additions or with a second matrix; the factor in front is 1."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return 2 * k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return 2 * n * d**2, n, n
    return 2 * n**2 * d, 1, 1

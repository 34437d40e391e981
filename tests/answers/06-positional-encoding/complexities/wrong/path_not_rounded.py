"""The path is a fraction; it is rounded up to a whole number of steps."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, n / k
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

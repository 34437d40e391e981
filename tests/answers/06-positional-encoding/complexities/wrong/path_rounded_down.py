"""Fractions of a path are cut off; they are rounded up, since the last tokens need a step too."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, n // k
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

"""The path is rounded to the nearest whole number; a fraction is rounded up."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, round(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

"""In a recurrent layer a signal passes every token between the first and the last."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, 1
    return n**2 * d, 1, 1

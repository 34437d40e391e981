"""A recurrent layer can't read all tokens at once: each step waits for the one before."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, 1, n
    return n**2 * d, 1, 1

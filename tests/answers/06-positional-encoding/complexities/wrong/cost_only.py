"""Only the multiplications are returned; three numbers are wanted."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2
    if kind == "rnn":
        return n * d**2
    return n**2 * d

"""The size of the window is missing in the cost: every output looks at k tokens."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

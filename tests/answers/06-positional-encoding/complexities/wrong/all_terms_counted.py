"""The projections are counted as well; only the leading term of the table is wanted."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n, n
    return 3 * n * d**2 + 2 * n**2 * d, 1, 1

"""Each layer maps d features to d features, which takes d*d multiplications for a token, not d."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d, n, n
    return n**2 * d, 1, 1

"""The steps of the recurrent layer are counted between the tokens; the leading term is n."""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, math.ceil(n / k)
    if kind == "rnn":
        return n * d**2, n - 1, n - 1
    return n**2 * d, 1, 1

"""The path is a logarithm, which would take windows with growing gaps; plain windows carry a signal k places a
layer.
"""

import math


def complexities(kind, n, d, k=3):
    if kind == "cnn":
        return k * n * d**2, 1, max(1, math.ceil(math.log(n, k)))
    if kind == "rnn":
        return n * d**2, n, n
    return n**2 * d, 1, 1

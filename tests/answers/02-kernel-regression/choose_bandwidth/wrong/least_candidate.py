"""The narrowest candidate always wins, as if every example could look up its own label. Predict each one from all the
others.
"""


def choose_bandwidth(x, y, candidates):
    return min(candidates)

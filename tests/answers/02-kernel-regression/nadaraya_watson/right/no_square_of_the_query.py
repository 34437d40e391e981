"""Leaves out the square of the query, which is the same for all keys."""


def nadaraya_watson(queries, keys, values, bandwidth=1.0):
    s = (queries[:, None] * keys - 0.5 * keys**2) / bandwidth**2
    return s.softmax(-1) @ values

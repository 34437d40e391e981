"""The predictions come as a column [n_q 1]."""


def average_pooling(queries, values):
    return values.mean().repeat(len(queries), 1)

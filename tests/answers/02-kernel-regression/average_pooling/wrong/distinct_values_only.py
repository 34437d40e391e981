"""A value that occurs twice is counted once."""


def average_pooling(queries, values):
    return values.unique().mean().repeat(len(queries))

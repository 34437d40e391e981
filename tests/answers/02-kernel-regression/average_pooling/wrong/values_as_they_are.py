"""The values come back unaveraged, one after the other; each query should get the mean of all of them."""


def average_pooling(queries, values):
    return values.repeat(len(queries))[: len(queries)]

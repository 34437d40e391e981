"""The queries are averaged; predictions are made of values, queries only say where."""


def average_pooling(queries, values):
    return queries.mean().repeat(len(queries))

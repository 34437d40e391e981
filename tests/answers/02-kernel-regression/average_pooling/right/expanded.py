"""Expands the mean without copying it."""


def average_pooling(queries, values):
    return (values.sum() / values.shape[0]).expand(queries.shape)

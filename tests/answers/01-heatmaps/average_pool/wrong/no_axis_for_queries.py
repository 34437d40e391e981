"""The axis for the queries is missing; there should be one answer for each query."""

def average_pool(values, num_queries):
    return values.mean(-2)

"""All numbers are averaged into one; every example and every feature has a mean of its own."""

def average_pool(values, num_queries):
    return values.mean().expand(*values.shape[:-2], num_queries, values.shape[-1])

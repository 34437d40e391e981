"""The examples are averaged together; every example has a mean of its own."""

def average_pool(values, num_queries):
    mean = values.reshape(-1, values.shape[-1]).mean(0)
    return mean.expand(*values.shape[:-2], num_queries, -1)

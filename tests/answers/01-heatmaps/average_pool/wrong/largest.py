"""The largest value is taken; that is max pooling."""

def average_pool(values, num_queries):
    return values.max(dim=-2, keepdim=True).values.repeat_interleave(num_queries, dim=-2)

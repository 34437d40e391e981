"""Only as many keys are averaged as there are queries; all keys count."""

def average_pool(values, num_queries):
    mean = values[..., :num_queries, :].mean(-2, keepdim=True)
    return mean.repeat_interleave(num_queries, dim=-2)

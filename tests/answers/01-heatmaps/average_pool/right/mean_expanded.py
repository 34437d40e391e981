"""Takes the mean and shows it to every query without copying."""

def average_pool(values, num_queries):
    return values.mean(dim=-2, keepdim=True).expand(*values.shape[:-2], num_queries, values.shape[-1])

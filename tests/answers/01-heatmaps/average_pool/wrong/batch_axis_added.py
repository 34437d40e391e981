"""One example alone comes back with an axis of size one for a batch that it never had."""


def average_pool(values, num_queries):
    if values.dim() == 2:
        values = values.unsqueeze(0)
    return values.mean(1, keepdim=True).repeat(1, num_queries, 1)

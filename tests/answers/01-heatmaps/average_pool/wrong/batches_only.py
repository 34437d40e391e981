"""It needs the axis for a batch; one example alone, [Tk Dv], is promised too."""

def average_pool(values, num_queries):
    return values.mean(1, keepdim=True).repeat(1, num_queries, 1)

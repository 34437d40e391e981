"""A multiplication and its addition are counted as two; they are one together."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 4 * batch_size * n * n * d
    return 4 * weights, multiply_adds

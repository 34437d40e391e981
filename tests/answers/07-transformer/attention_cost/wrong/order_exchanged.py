"""The two numbers come in the wrong order: bytes first."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * d
    return multiply_adds, 4 * weights

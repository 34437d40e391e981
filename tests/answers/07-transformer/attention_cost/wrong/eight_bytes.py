"""A number is counted as 8 bytes; float32 has 4."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * d
    return 8 * weights, multiply_adds

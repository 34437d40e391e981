"""The weights are counted, not their bytes: a float32 number has four."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * d
    return weights, multiply_adds

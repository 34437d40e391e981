"""The work is multiplied by the heads; d is the features of all heads together, so they share it."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * num_heads * batch_size * n * n * d
    return 4 * weights, multiply_adds

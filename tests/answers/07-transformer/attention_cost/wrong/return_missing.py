"""The costs are computed, and not returned."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * d
    both = 4 * weights, multiply_adds

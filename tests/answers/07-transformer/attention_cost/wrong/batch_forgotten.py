"""One example is counted, not batch_size of them."""

def attention_cost(n, d, num_heads, batch_size):
    weights = num_heads * n * n
    multiply_adds = 2 * n * n * d
    return 4 * weights, multiply_adds

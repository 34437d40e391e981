"""The weights of one head are counted; every head has its own."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * n * n
    multiply_adds = 2 * batch_size * n * n * d
    return 4 * weights, multiply_adds

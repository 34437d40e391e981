"""The work of one head is counted."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * (d // num_heads)
    return 4 * weights, multiply_adds

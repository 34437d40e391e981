"""Half of the pairs are counted, as with a causal mask; here every token sees all."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * (n + 1) // 2
    multiply_adds = 2 * batch_size * n * n * d
    return 4 * weights, multiply_adds

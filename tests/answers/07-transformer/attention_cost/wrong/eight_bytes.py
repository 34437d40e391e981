"""The bytes are twice too many: 8 for each number, or scores counted along with weights; a float32 has 4."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * d
    return 8 * weights, multiply_adds

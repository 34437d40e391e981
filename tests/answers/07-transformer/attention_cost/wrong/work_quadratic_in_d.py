"""The work is n times d squared, which is that of a recurrent layer; here it is n squared times d."""

def attention_cost(n, d, num_heads, batch_size):
    weights = batch_size * num_heads * n * n
    multiply_adds = 2 * batch_size * n * d * d
    return 4 * weights, multiply_adds

"""Counts head by head, d/h features each, and gives a list."""

def attention_cost(n, d, num_heads, batch_size):
    size = d // num_heads
    bytes_, work = 0, 0
    for _ in range(num_heads):
        bytes_ += batch_size * n**2 * 4
        work += batch_size * (n * size * n + n * n * size)
    return [bytes_, work]

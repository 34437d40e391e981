"""The average is computed and not returned."""

def attention_pool(weights, values):
    answer = weights @ values

"""A bare squeeze() removes every axis of size one, also that of a single example, query or feature."""

def attention_pool(weights, values):
    return (weights @ values).squeeze()

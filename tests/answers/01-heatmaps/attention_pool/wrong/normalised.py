"""The weights are divided by their sum first; they are to be taken as they come."""

def attention_pool(weights, values):
    return weights / weights.sum(-1, keepdim=True) @ values

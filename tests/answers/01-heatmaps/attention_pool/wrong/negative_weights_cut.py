"""Negative weights are set to zero; weights are to be taken as they come."""

def attention_pool(weights, values):
    return weights.clamp(min=0) @ values

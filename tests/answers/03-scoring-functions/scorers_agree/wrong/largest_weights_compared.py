"""The largest weight of one module is compared with the largest of the other; compare weight by weight."""

def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return abs(additive.attention_weights.max() - dot_product.attention_weights.max()).item()

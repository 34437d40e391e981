"""Only the first query is compared."""

def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return (additive.attention_weights - dot_product.attention_weights)[:, 0].abs().max().item()

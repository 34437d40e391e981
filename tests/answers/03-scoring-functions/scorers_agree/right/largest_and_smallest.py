"""Takes the larger of the largest difference and the negative of the smallest."""

def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    difference = additive.attention_weights - dot_product.attention_weights
    return max(difference.max().item(), -difference.min().item())

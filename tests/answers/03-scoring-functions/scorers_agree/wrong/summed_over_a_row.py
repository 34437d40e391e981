"""The differences are added up over each row before the largest is taken."""


def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    a, b = additive.attention_weights, dot_product.attention_weights
    return (a - b).abs().sum(-1).max().item()

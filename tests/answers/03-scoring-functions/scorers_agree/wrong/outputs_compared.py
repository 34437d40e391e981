"""The outputs are compared; the question is about the weights."""

def scorers_agree(keys, queries, additive, dot_product):
    difference = additive(queries, keys, keys) - dot_product(queries, keys, keys)
    return difference.abs().max().item()

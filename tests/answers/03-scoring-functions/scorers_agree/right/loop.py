"""Switches dropout off, calls by names, and looks for the largest difference in a loop over plain numbers."""

def scorers_agree(keys, queries, additive, dot_product):
    found = []
    for module in (additive.eval(), dot_product.eval()):
        module(queries=queries, keys=keys, values=keys)
        found.append(module.attention_weights.flatten().tolist())
    return max(abs(a - b) for a, b in zip(*found))

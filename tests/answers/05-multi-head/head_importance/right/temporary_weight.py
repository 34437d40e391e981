"""Puts another weight in place for a while and gives back a tuple."""

import torch


def head_importance(model, loss_fn):
    flags = [m.training for m in model.modules()]
    model.eval()
    kept = model.W_o.weight
    values = []
    try:
        whole = loss_fn(model)
        for j in range(model.num_heads):
            mask = torch.arange(kept.shape[1]) * model.num_heads // kept.shape[1] != j
            model.W_o.weight = torch.nn.Parameter(torch.where(mask, kept.detach(), 0.0), requires_grad=False)
            values.append((loss_fn(model) - whole).item())
    finally:
        model.W_o.weight = kept
        for m, flag in zip(model.modules(), flags):
            m.training = flag
    return tuple(values)

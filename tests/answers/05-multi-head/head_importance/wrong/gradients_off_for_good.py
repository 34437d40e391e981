"""Gradients are switched off for all that comes after, too."""

import torch


def head_importance(model, loss_fn):
    was_training = model.training
    model.eval()
    size = model.W_o.in_features // model.num_heads
    result = []
    torch.set_grad_enabled(False)
    if True:
        whole = float(loss_fn(model))
        kept = model.W_o.weight.clone()
        for j in range(model.num_heads):
            model.W_o.weight[:, j * size : (j + 1) * size] = 0
            result.append(float(loss_fn(model)) - whole)
            model.W_o.weight.copy_(kept)
    model.train(was_training)
    return result

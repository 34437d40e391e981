"""The parameters of the layer are frozen afterwards."""

import torch


def head_importance(model, loss_fn):
    was_training = model.training
    model.eval()
    size = model.W_o.in_features // model.num_heads
    result = []
    with torch.no_grad():
        whole = float(loss_fn(model))
        kept = model.W_o.weight.clone()
        for j in range(model.num_heads):
            model.W_o.weight[:, j * size : (j + 1) * size] = 0
            result.append(float(loss_fn(model)) - whole)
            model.W_o.weight.copy_(kept)
    model.requires_grad_(False)
    model.train(was_training)
    return result

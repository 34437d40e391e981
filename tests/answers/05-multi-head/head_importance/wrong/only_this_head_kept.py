"""All heads but one are removed; only one is to be removed, and all the others stay."""

import copy

import torch


def head_importance(model, loss_fn):
    model_was_training = model.training
    model.eval()
    with torch.no_grad():
        base = float(loss_fn(model))
        size = model.W_o.weight.shape[1] // model.num_heads
        importance = []
        for j in range(model.num_heads):
            pruned = copy.deepcopy(model)
            keep = torch.zeros(pruned.W_o.weight.shape[1])
            keep[j * size : (j + 1) * size] = 1.0
            pruned.W_o.weight *= keep
            importance.append(float(loss_fn(pruned)) - base)
    model.train(model_was_training)
    return importance

"""A head that was removed is never put back, so the later heads are measured on a damaged model."""

import copy

import torch


def head_importance(model, loss_fn):
    model_was_training = model.training
    model.eval()
    with torch.no_grad():
        base = float(loss_fn(model))
        size = model.W_o.weight.shape[1] // model.num_heads
        importance = []
        pruned = copy.deepcopy(model)
        for j in range(model.num_heads):
            pruned.W_o.weight[:, j * size : (j + 1) * size] = 0.0
            importance.append(float(loss_fn(pruned)) - base)
    model.train(model_was_training)
    return importance

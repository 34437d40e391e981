"""The loss of the whole model is measured when the last head is already gone."""

import copy

import torch


def head_importance(model, loss_fn):
    model_was_training = model.training
    model.eval()
    with torch.no_grad():
        size = model.W_o.weight.shape[1] // model.num_heads
        importance, original = [], model.W_o.weight.clone()
        for j in range(model.num_heads):
            pruned = model
            pruned.W_o.weight[:, j * size : (j + 1) * size] = 0.0
            importance.append(float(loss_fn(pruned)))
        base = float(loss_fn(model))
        importance = [loss - base for loss in importance]
        model.W_o.weight.copy_(original)
    model.train(model_was_training)
    return importance

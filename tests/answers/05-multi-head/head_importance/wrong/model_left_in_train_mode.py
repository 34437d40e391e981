"""The model is put into train mode at the end, whatever it was before."""

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
            pruned.W_o.weight[:, j * size : (j + 1) * size] = 0.0
            importance.append(float(loss_fn(pruned)) - base)
    model.train()
    return importance

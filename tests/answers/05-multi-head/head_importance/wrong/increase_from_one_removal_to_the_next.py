"""Each head is compared with the model that already lost the heads before it; compare with the whole model."""

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
            loss = float(loss_fn(pruned))
            importance.append(loss - base)
            base = loss
    model.train(model_was_training)
    return importance

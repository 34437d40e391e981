"""Gradients of weights are large where a small change would help, also in a head that contributes nothing."""

import torch


def head_importance(model, loss_fn):
    training = model.training
    model.eval()
    (grad,) = torch.autograd.grad(loss_fn(model), model.W_v.weight)
    model.train(training)
    return grad.abs().reshape(model.num_heads, -1).sum(1)

"""Adds up weights of W_o times their gradients, head by head, and takes the size."""

import torch


def head_importance(model, loss_fn):
    training = model.training
    model.eval()
    weight = model.W_o.weight
    (grad,) = torch.autograd.grad(loss_fn(model), weight)
    model.train(training)
    return (weight.detach() * grad).reshape(len(weight), model.num_heads, -1).sum(dim=(0, 2)).abs()

"""The size of the gradient at a gate of each head, by a hook."""

import torch
from torch import nn


class Gated(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model, self.gate = model, torch.ones(model.num_heads, requires_grad=True)

    def forward(self, *inputs):
        def close(_, args):
            size = args[0].shape[-1] // self.model.num_heads
            return (args[0] * self.gate.repeat_interleave(size),)

        handle = self.model.W_o.register_forward_pre_hook(close)
        try:
            return self.model(*inputs)
        finally:
            handle.remove()


def head_importance(model, loss_fn):
    training = model.training
    gated = Gated(model).eval()
    loss = loss_fn(gated)
    (grad,) = torch.autograd.grad(loss, gated.gate)
    model.train(training)
    return grad.abs()

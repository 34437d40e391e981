"""The gradient of a functional call by torch.func."""

import torch


def train_step(net, x, keys, values, y, lr):
    params = dict(net.named_parameters())

    def loss_of(p):
        out = torch.func.functional_call(net, p, (x, keys, values))
        return ((out - y) ** 2).sum()

    grads, loss = torch.func.grad_and_value(loss_of)({k: v.detach() for k, v in params.items()})
    with torch.no_grad():
        for name, p in params.items():
            p += -lr * grads[name]
    return loss.item()

"""The step goes uphill: the gradient has to be subtracted."""

import torch


def train_step(net, x, keys, values, y, lr):
    loss = ((net(x, keys, values) - y) ** 2).sum()
    grads = torch.autograd.grad(loss, list(net.parameters()))
    with torch.no_grad():
        for p, grad in zip(net.parameters(), grads):
            p += lr * grad
    return loss.item()

"""Clears with None and moves the data of each parameter."""

from torch import nn


def train_step(net, x, keys, values, y, lr):
    net.train()
    for p in net.parameters():
        p.grad = None
    loss = nn.functional.mse_loss(net(x, keys, values), y, reduction="sum")
    loss.backward()
    for p in net.parameters():
        p.data = p.data - lr * p.grad
    return loss.detach().numpy().item()

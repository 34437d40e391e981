"""Gradients are never cleared, so those from earlier are added to the new ones."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    loss.backward()
    optimizer.step()
    return loss.item()

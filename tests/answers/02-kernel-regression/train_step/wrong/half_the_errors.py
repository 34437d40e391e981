"""The squared errors are halved; the loss is their plain sum."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum() / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

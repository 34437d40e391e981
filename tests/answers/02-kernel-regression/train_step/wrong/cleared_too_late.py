"""Gradients are cleared after the step only: what others left behind still counts in this one."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()

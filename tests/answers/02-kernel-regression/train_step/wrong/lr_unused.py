"""The learning rate is a fixed number; the one that is passed in has to count."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

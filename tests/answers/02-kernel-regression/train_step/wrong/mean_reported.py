"""The step follows the sum, but the mean is returned; return the loss whose gradient you use."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item() / len(x)

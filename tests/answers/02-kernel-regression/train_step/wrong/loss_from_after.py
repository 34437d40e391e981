"""The loss is computed once more after the step; the one from before is wanted."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return ((net(x, keys, values) - y) ** 2).sum().item()

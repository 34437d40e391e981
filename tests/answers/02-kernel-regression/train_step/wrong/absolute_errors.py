"""The errors are added up by their size; they have to be squared."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = (net(x, keys, values) - y).abs().sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

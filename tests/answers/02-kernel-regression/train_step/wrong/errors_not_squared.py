"""The errors are added up without a square, so that they cancel."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = (net(x, keys, values) - y).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

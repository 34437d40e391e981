"""The optimizer has momentum but is made anew for each step, so it never has a past."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    net.zero_grad()
    errors = net(x, keys, values) - y
    loss = errors @ errors
    loss.backward()
    optimizer.step()
    return loss.item()

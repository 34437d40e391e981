"""Adam chooses the length of each step itself; plain gradient descent goes lr times the gradient."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.Adam(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

"""Momentum carries earlier steps along; plain gradient descent follows this step's gradient only."""

import torch


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    losses = []
    for _ in range(num_steps):
        optimizer.zero_grad()
        loss = ((net(x, keys, values) - y) ** 2).sum()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses

"""The parameters do not move: is the gradient computed, is it still there when the step is taken, and is the step taken
at all?
"""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()

"""The gradients are cleared after each step and not before the first one, which therefore counts what was left over
from earlier.
"""

import torch


def train(net, x, y, lr, num_steps):
    keys, values = leave_one_out(x), leave_one_out(y)
    losses = []
    for _ in range(num_steps):
        loss = ((net(x, keys, values) - y) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= lr * p.grad
                p.grad.zero_()
        losses.append(loss.item())
    return losses

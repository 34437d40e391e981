"""Goes through the examples in another order, keys and values alike."""

import torch


def train(net, x, y, lr, num_steps):
    p = torch.arange(len(x) - 1, -1, -1)
    x, y = x[p], y[p]
    keys, values = leave_one_out(x), leave_one_out(y)
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

"""The parameters are drawn anew before the training, so what the net had learned is lost."""

from torch import nn


def train(net, x, y, lr, num_steps):
    for p in net.parameters():
        nn.init.uniform_(p)
    keys, values = leave_one_out(x), leave_one_out(y)
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

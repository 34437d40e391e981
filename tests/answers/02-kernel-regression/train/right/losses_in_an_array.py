"""Collects the losses in a list of its own and leaves out with a mask."""

import torch


def train(net, x, y, lr, num_steps):
    mask = ~torch.eye(len(x)).bool()
    keys, values = (t.expand(len(t), -1)[mask].view(len(t), -1) for t in (x, y))
    losses, step = [], 0
    while step < num_steps:
        losses += [train_step(net, x, keys, values, y, lr)]
        step += 1
    return losses

"""Leaves out by index lists that run backwards, keys and values alike."""

import torch


def train(net, x, y, lr, num_steps):
    n = len(x)
    others = torch.tensor([[j for j in reversed(range(n)) if j != i] for i in range(n)])
    losses = []
    for _ in range(num_steps):
        losses.append(train_step(net, x, x[others], y[others], y, lr))
    return losses

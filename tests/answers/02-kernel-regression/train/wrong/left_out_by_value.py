"""Examples are left out by the value of x, so that twins go too; only the example itself should."""

import torch


def train(net, x, y, lr, num_steps):
    losses = []
    others = [(x != value).nonzero().flatten() for value in x]
    n = min(len(other) for other in others)
    places = torch.stack([other[:n] for other in others])
    keys, values = x[places], y[places]
    return [train_step(net, x, keys, values, y, lr) for _ in range(num_steps)]

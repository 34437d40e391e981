"""One optimizer is kept for good, so the parameters of the first net move and those of other nets do not."""

import torch

_opt = None


def train_step(net, x, keys, values, y, lr):
    global _opt
    if _opt is None:
        _opt = torch.optim.SGD(net.parameters(), lr=lr)
    _opt.zero_grad()
    loss = ((net(x, keys, values) - y) ** 2).sum()
    loss.backward()
    _opt.step()
    return loss.item()

"""The step is divided by the number of examples: it should follow the gradient of the sum that is returned, as it is."""

import torch


def train_step(net, x, keys, values, y, lr):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    loss = ((net(x, keys, values) - y) ** 2).sum()
    optimizer.zero_grad()
    (loss / len(x)).backward()
    optimizer.step()
    return loss.item()

"""Predicts one example at a time and adds the losses up before the step."""

import torch


def train(net, x, y, lr, num_steps):
    losses = []
    for _ in range(num_steps):
        net.zero_grad()
        loss = torch.zeros(())
        for i in range(len(x)):
            keys, values = torch.cat([x[:i], x[i + 1 :]]), torch.cat([y[:i], y[i + 1 :]])
            loss = loss + ((net(x[i : i + 1], keys[None], values[None]) - y[i]) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= lr * p.grad
        losses.append(loss.item())
    return losses

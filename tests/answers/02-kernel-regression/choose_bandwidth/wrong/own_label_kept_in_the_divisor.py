"""The example's own weight is set to zero after the softmax, so the other weights no longer sum to one."""

import torch


def choose_bandwidth(x, y, candidates):
    d2 = (x[:, None] - x) ** 2

    def err(h):
        w = (-d2 / (2 * h * h)).softmax(1)
        w = w * (1 - torch.eye(len(x)))
        return ((w @ y - y) ** 2).sum().item()

    return min(candidates, key=err)

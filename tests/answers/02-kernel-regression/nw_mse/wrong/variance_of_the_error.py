"""This is the variance of the errors: their mean is taken off before they are squared."""

import torch


def nw_mse(n, width, seed):
    x, y = make_data(n, seed)
    q = torch.arange(0, 5, 0.1)
    return (nadaraya_watson(q, x, y, 1 / width).flatten() - curve(q)).var(unbiased=False).item()

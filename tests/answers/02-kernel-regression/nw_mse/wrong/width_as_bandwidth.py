"""The width is used as a bandwidth; it multiplies distances, and a bandwidth divides them."""

import torch


def nw_mse(n, width, seed):
    x, y = make_data(n, seed)
    queries = torch.arange(0, 5, 0.1)
    predictions = nadaraya_watson(queries, x, y, bandwidth=width)
    return ((predictions - curve(queries)) ** 2).mean().item()

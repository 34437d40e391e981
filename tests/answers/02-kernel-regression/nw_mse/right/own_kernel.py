"""The kernel written out once more, with the width inside the square."""

import torch


def nw_mse(n, width, seed):
    x, y = make_data(n, seed)
    queries = torch.arange(50) / 10
    scores = -(((queries[:, None] - x) * width) ** 2) / 2
    errors = torch.softmax(scores, dim=1) @ y - curve(queries)
    return float((errors**2).mean())

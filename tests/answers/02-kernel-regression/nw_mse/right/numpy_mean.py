"""The mean is taken in numpy."""

import numpy as np
import torch


def nw_mse(n, width, seed):
    x, y = make_data(n, seed)
    queries = torch.arange(0, 5, 0.1)
    predictions = nadaraya_watson(queries, x, y, bandwidth=1 / width)
    return float(np.mean((predictions.numpy() - curve(queries).numpy()) ** 2))

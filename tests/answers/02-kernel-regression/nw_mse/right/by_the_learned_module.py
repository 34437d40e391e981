"""The module with w set, keys and values repeated for each query."""

import torch
from torch import nn


def nw_mse(n, width, seed):
    net = NWKernelRegression()
    nn.init.constant_(net.w, width)
    x, y = make_data(n, seed)
    queries = torch.linspace(0, 4.9, 50)
    with torch.no_grad():
        predictions = net(queries, x.repeat(50, 1), y.repeat(50, 1))
    return nn.functional.mse_loss(predictions, curve(queries)).item()

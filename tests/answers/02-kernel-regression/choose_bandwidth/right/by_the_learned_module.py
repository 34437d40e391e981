"""The module with w set to one over the candidate."""

from torch import nn


def choose_bandwidth(x, y, candidates):
    net, keys, values = NWKernelRegression(), leave_one_out(x), leave_one_out(y)
    best, least = None, float("inf")
    for h in candidates:
        nn.init.constant_(net.w, 1 / h)
        error = (net(x, keys, values) - y).square().sum().item()
        if error < least:
            best, least = h, error
    return best

"""The predictions are compared with a noisy curve; the noiseless one is meant."""

import torch


def nw_mse(n, width, seed):
    x, y = make_data(n, seed)
    queries = torch.arange(0, 5, 0.1)
    predictions = nadaraya_watson(queries, x, y, bandwidth=1 / width)
    noise = 0.5 * torch.randn(len(queries), generator=torch.Generator().manual_seed(seed))
    return ((predictions - curve(queries) - noise) ** 2).mean().item()

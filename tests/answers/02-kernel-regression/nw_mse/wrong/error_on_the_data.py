"""Predictions are made at the training points and compared with their labels; measure on the grid, against the curve."""


def nw_mse(n, width, seed):
    x, y = make_data(n, seed)
    predictions = nadaraya_watson(x, x, y, bandwidth=1 / width)
    return ((predictions - y) ** 2).mean().item()

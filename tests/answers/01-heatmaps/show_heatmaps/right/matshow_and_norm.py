"""matshow, one Normalize object for all panels, and a colour bar made from it."""

import matplotlib.pyplot as plt
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    data = matrices.detach().cpu().numpy()
    norm = Normalize(data.min(), data.max())
    figure, grid = plt.subplots(*data.shape[:2], squeeze=False, layout="constrained")
    figure.set_size_inches(*figsize)
    for panels, row in zip(grid, data):
        for panel, matrix in zip(panels, row):
            panel.matshow(matrix, norm=norm, cmap=cmap)
    for panel in grid[-1]:
        panel.set_xlabel(xlabel)
    for panel in grid[:, 0]:
        panel.set_ylabel(ylabel)
    for panel, title in zip(grid[0], titles or []):
        panel.set_title(title, loc="left")
    figure.colorbar(ScalarMappable(norm, cmap), ax=grid)
    plt.show()
    return figure

"""One add_subplot for each panel in a flat loop, with labels on every panel and a scale from 0 to 1."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    rows, cols, _, _ = matrices.shape
    fig = plt.figure(figsize=figsize)
    panels = []
    for k, matrix in enumerate(matrices.detach().clone().flatten(0, 1)):
        ax = fig.add_subplot(rows, cols, k + 1)
        im = ax.imshow(matrix, cmap=plt.get_cmap(cmap), vmin=0.0, vmax=max(1.0, float(matrices.detach().max())))
        ax.set(xlabel=xlabel, ylabel=ylabel, title="" if titles is None else titles[k % cols])
        panels.append(ax)
    fig.colorbar(im, ax=panels)
    return fig

"""Cells of a mesh with the y axis turned round, axes placed by a grid specification, scales set afterwards."""

import matplotlib.pyplot as plt
from matplotlib.gridspec import GridSpec


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds", **kwargs):
    rows, cols, height, width = matrices.shape
    fig = plt.figure(figsize=figsize, **kwargs)
    places = GridSpec(rows, cols + 1, width_ratios=[1] * cols + [0.1])
    meshes = []
    for r in range(rows):
        for c in range(cols):
            ax = fig.add_subplot(places[r, c])
            meshes.append(ax.pcolormesh(matrices[r, c].tolist(), cmap=cmap))
            ax.set_ylim(height, 0)
            if r + 1 == rows:
                ax.set_xlabel(xlabel)
            if not c:
                ax.set_ylabel(ylabel)
            if titles is not None and not r:
                ax.set_title(titles[c])
    for mesh in meshes:
        mesh.set_clim(min(m.get_array().min() for m in meshes), max(m.get_array().max() for m in meshes))
    fig.colorbar(meshes[0], cax=fig.add_subplot(places[:, -1]))
    return fig

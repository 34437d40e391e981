"""One label below all panels and one left of them, set for the figure as a whole; a part of the figure for each row."""

import matplotlib.pyplot as plt
import torch


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    with torch.no_grad():
        low, high = float(matrices.min()), float(matrices.max())
        fig, axes = plt.subplots(matrices.size(0), matrices.size(1), figsize=figsize)
        axes = [axes] if matrices.size(0) * matrices.size(1) == 1 else list(axes.flat)
        for i, ax in enumerate(axes):
            im = ax.imshow(torch.Tensor.numpy(matrices.view(-1, *matrices.shape[2:])[i]), cmap=cmap)
            im.set_clim(low, high)
            if titles is not None:
                ax.set_title(titles[i % matrices.size(1)])
    fig.supxlabel(xlabel)
    fig.supylabel(ylabel)
    fig.colorbar(im, ax=axes)
    return fig

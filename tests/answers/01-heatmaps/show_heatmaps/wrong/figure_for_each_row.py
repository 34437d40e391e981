"""Every row of panels is a figure of its own; one figure is asked for."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    matrices = matrices.detach().numpy()
    num_rows, num_cols = matrices.shape[:2]
    low, high = matrices.min(), matrices.max()
    for i in range(num_rows):
        fig, axes = plt.subplots(1, num_cols, figsize=figsize, squeeze=False)
        for j in range(num_cols):
            ax = axes[0, j]
            pcm = ax.imshow(matrices[i, j], cmap=cmap, vmin=low, vmax=high)
            if i == num_rows - 1:
                ax.set_xlabel(xlabel)
            if j == 0:
                ax.set_ylabel(ylabel)
            if titles:
                ax.set_title(titles[j])
    fig.colorbar(pcm, ax=axes, shrink=0.6)
    return fig

"""The matrices of a row are averaged before they are drawn; each has a panel of its own."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    matrices = matrices.detach().numpy()
    num_rows, num_cols = matrices.shape[:2]
    matrices = matrices.mean(1, keepdims=True).repeat(num_cols, 1)
    low, high = matrices.min(), matrices.max()
    fig, axes = plt.subplots(num_rows, num_cols, figsize=figsize, sharex=True, sharey=True, squeeze=False)
    for i in range(num_rows):
        for j in range(num_cols):
            ax = axes[i, j]
            pcm = ax.imshow(matrices[i, j], cmap=cmap, vmin=low, vmax=high)
            if i == num_rows - 1:
                ax.set_xlabel(xlabel)
            if j == 0:
                ax.set_ylabel(ylabel)
            if titles:
                ax.set_title(titles[j])
    fig.colorbar(pcm, ax=axes, shrink=0.6)
    return fig

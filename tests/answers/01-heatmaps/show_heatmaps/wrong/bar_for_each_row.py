"""Every row of panels has a colour bar; one for the whole figure is asked for."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    matrices = matrices.detach().numpy()
    num_rows, num_cols = matrices.shape[:2]
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
        fig.colorbar(pcm, ax=axes[i])
    return fig

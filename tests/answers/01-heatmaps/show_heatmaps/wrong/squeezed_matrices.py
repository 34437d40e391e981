"""Each matrix is squeezed before it is drawn, so the matrix of a single query (or key) is no matrix any more."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    m = matrices.detach()
    rows, cols = m.shape[:2]
    fig, axes = plt.subplots(rows, cols, figsize=figsize, squeeze=False)
    for i in range(rows):
        for j in range(cols):
            im = axes[i, j].imshow(m[i, j].squeeze(), cmap=cmap, vmin=m.min(), vmax=m.max())
            axes[i, j].set(xlabel=xlabel, ylabel=ylabel, title=titles[j] if titles else "")
    fig.colorbar(im, ax=axes)
    return fig

"""Every call clears one and the same figure and draws into it, so an earlier picture is lost."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    m = matrices.detach().numpy()
    fig = plt.figure("heatmaps", figsize=figsize, clear=True)
    fig.set_size_inches(*figsize)
    axes = fig.subplots(m.shape[0], m.shape[1], squeeze=False)
    for i, row in enumerate(axes):
        for j, ax in enumerate(row):
            im = ax.imshow(m[i, j], cmap=cmap, vmin=m.min(), vmax=m.max())
            ax.set_xlabel(xlabel)
            ax.set_ylabel(ylabel)
            if titles is not None:
                ax.set_title(titles[j])
    fig.colorbar(im, ax=axes)
    return fig

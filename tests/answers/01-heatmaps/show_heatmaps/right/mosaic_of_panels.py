"""A mosaic of named panels, with the colour bar on top."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    data = matrices.detach().cpu().double().numpy()
    rows, cols = data.shape[:2]
    names = [[f"{r},{c}" for c in range(cols)] for r in range(rows)]
    fig, panels = plt.subplot_mosaic(names, figsize=figsize)
    for r in range(rows):
        for c in range(cols):
            ax = panels[names[r][c]]
            image = ax.imshow(data[r, c], cmap=cmap, clim=(data.min(), data.max()))
            ax.set_xlabel(xlabel if r == rows - 1 else "")
            ax.set_ylabel(ylabel if c == 0 else "")
            if titles is not None:
                ax.set_title(titles[c])
    fig.colorbar(image, ax=list(panels.values()), location="top")
    return fig

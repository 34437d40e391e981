"""A grid of images from the toolkit, with its own place for the colour bar."""

import matplotlib.pyplot as plt
from mpl_toolkits.axes_grid1 import ImageGrid


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    numbers = matrices.detach().numpy()
    rows, cols = numbers.shape[:2]
    fig = plt.figure(figsize=figsize)
    grid = ImageGrid(fig, 111, nrows_ncols=(rows, cols), axes_pad=0.2, cbar_mode="single", label_mode="L")
    for k, ax in enumerate(grid):
        image = ax.imshow(numbers[k // cols, k % cols], cmap=cmap, vmin=numbers.min(), vmax=numbers.max())
        ax.set(xlabel=xlabel, ylabel=ylabel)
        if titles is not None and k < cols:
            ax.set_title(titles[k])
    grid.cbar_axes[0].colorbar(image)
    return fig

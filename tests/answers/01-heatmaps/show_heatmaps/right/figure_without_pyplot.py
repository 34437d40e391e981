"""A figure made without pyplot, axes put in place by hand from the bottom up, arrays flipped with the origin below."""

from matplotlib.figure import Figure


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    values = matrices.detach().flip(2).numpy()
    rows, cols = values.shape[:2]
    figure = Figure(figsize)
    panels = []
    for row in reversed(range(rows)):
        for col in range(cols):
            ax = figure.add_axes((0.1 + 0.7 * col / cols, 0.9 - 0.8 * (row + 1) / rows, 0.6 / cols, 0.6 / rows))
            image = ax.imshow(values[row, col], cmap, origin="lower", clim=(values.min(), values.max()))
            if row == rows - 1:
                ax.set_xlabel(xlabel)
            if col == 0:
                ax.set_ylabel(ylabel)
            if row == 0 and titles:
                ax.set_title(titles[col])
            panels.append(ax)
    figure.colorbar(image, cax=figure.add_axes((0.85, 0.1, 0.05, 0.8)))
    return figure

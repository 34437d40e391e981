"""All matrices are put together into one picture; each is to have a panel of its own."""

import matplotlib.pyplot as plt


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    matrices = matrices.detach()
    num_rows, num_cols, height, width = matrices.shape
    fig, ax = plt.subplots(figsize=figsize)
    whole = matrices.transpose(1, 2).reshape(num_rows * height, num_cols * width)
    image = ax.imshow(whole.numpy(), cmap=cmap)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=" | ".join(titles or []))
    fig.colorbar(image, ax=ax)
    return fig

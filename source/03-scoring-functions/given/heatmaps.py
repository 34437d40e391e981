"""Attention as a weighted average, and the picture of its weights.

No paper yet: queries, keys and values as words for cues and inputs, and the average they share.
Left out: where the weights come from. Sections 2 and 3 compute them; here they are given or drawn at random.

B examples, Tq queries, Tk keys (each with its value), Dv features of one value.
"""

import matplotlib.pyplot as plt
import torch


def attention_pool(weights, values):
    """Average the values, once for each query, with that query's weights.

    weights [B Tq Tk], values [B Tk Dv] -> [B Tq Dv]; also [Tq Tk], [Tk Dv] -> [Tq Dv]

    Weights are taken as they come: each row is meant to sum to one, and nothing is normalised here.
    """
    return weights @ values


def average_pool(values, num_queries):
    """Answer every query alike, with the plain average of the values: all keys weigh the same.

    values [B Tk Dv] floating point, num_queries = Tq -> [B Tq Dv]; also [Tk Dv] -> [Tq Dv]
    """
    num_keys = values.shape[-2]
    weights = values.new_full((*values.shape[:-2], num_queries, num_keys), 1 / num_keys)
    return attention_pool(weights, values)


def random_attention(n, seed):
    """Make up the attention of n queries to n keys: standard normal random scores, then a softmax for each query.

    n, seed whole numbers -> weights [1 1 n n], float32: a figure of 1 x 1 panels, rows queries, columns keys

    The same seed gives the same weights, whatever was drawn before; another seed gives others.
    Which ones is up to you.
    """
    generator = torch.Generator().manual_seed(seed)
    scores = torch.randn(1, 1, n, n, generator=generator)
    return torch.softmax(scores, dim=-1)


def show_heatmaps(matrices, xlabel, ylabel, titles=None, figsize=(2.5, 2.5), cmap="Reds"):
    """Draw a grid of weight matrices in one figure, and return the figure.

    matrices [rows cols Tq Tk], one panel for each matrix; it may require gradients, and stays unchanged
    xlabel text below the panels, ylabel left of them: outer panels (last row, first column) at least
    titles one text for each column, above its top panel at least; None for no titles
    figsize width and height of the figure in inches; cmap a name of matplotlib's colour maps

    Panels show the numbers as they are, query 0 on top, key 0 on the left. All share one colour
    scale, wide enough for every number of every panel, and the figure has exactly one colour bar.
    """
    matrices = matrices.detach().cpu()
    num_rows, num_cols = matrices.shape[:2]
    scale = {"vmin": matrices.min().item(), "vmax": matrices.max().item()}
    figure, panels = plt.subplots(num_rows, num_cols, figsize=figsize, squeeze=False, layout="constrained")
    for row in range(num_rows):
        for col in range(num_cols):
            image = panels[row, col].imshow(matrices[row, col].numpy(), cmap=cmap, **scale)
            panels[row, col].locator_params(integer=True)  # there is no key 2.5
            if row == 0 and titles is not None:
                panels[row, col].set_title(titles[col])
            if row == num_rows - 1:
                panels[row, col].set_xlabel(xlabel)
            if col == 0:
                panels[row, col].set_ylabel(ylabel)
    figure.colorbar(image, ax=panels, shrink=0.6)
    return figure

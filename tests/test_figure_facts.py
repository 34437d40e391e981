"""What `figure_facts` tells of figures drawn in many ways: checks of pictures lean on it."""

import matplotlib.pyplot as plt
import numpy
import pytest
from matplotlib.figure import Figure
from mpl_toolkits.axes_grid1 import ImageGrid

from autograder.probekit import figure_facts

ROWS, COLS = 2, 3
NUMBERS = numpy.arange(ROWS * COLS * 5 * 7.0).reshape(ROWS, COLS, 5, 7)
PLACES = [(row, col) for row in range(ROWS) for col in range(COLS)]


@pytest.fixture(autouse=True)
def _close_figures():
    """Leave no figure open behind a test."""
    yield
    plt.close("all")


def by_imshow():
    """Subplots and imshow."""
    figure, panels = plt.subplots(ROWS, COLS, sharex=True, sharey=True)
    for place in PLACES:
        image = panels[place].imshow(NUMBERS[place], vmin=0, vmax=300, cmap="Blues")
    figure.colorbar(image, ax=panels)
    return figure


def by_mesh():
    """Coloured cells, which grow upwards until the axis is turned round."""
    figure, panels = plt.subplots(ROWS, COLS)
    for place in PLACES:
        image = panels[place].pcolormesh(NUMBERS[place], vmin=0, vmax=300, cmap="Blues")
        panels[place].invert_yaxis()
    figure.colorbar(image, ax=panels[1, 2])
    return figure


def by_hand_without_pyplot():
    """A figure of its own, axes put in place by hand, the last one first, arrays upside down with the origin below."""
    figure = Figure()
    for row, col in reversed(PLACES):
        axes = figure.add_axes((0.1 + 0.25 * col, 0.55 - 0.45 * row, 0.2, 0.4))
        image = axes.imshow(NUMBERS[row, col][::-1], origin="lower", vmin=0, vmax=300, cmap="Blues")
    figure.colorbar(image, cax=figure.add_axes((0.9, 0.1, 0.05, 0.8)))
    return figure


def by_grid():
    """A grid of images, whose places are only known to its locators."""
    figure = plt.figure()
    grid = ImageGrid(figure, 111, nrows_ncols=(ROWS, COLS), cbar_mode="single")
    for axes, place in zip(grid, PLACES, strict=True):
        image = axes.imshow(NUMBERS[place], vmin=0, vmax=300, cmap="Blues")
    grid.cbar_axes[0].colorbar(image)
    return figure


def by_subfigures():
    """One part of the figure for each row."""
    figure = plt.figure(layout="constrained")
    for row, part in enumerate(figure.subfigures(ROWS, 1)):
        panels = part.subplots(1, COLS)
        for col in range(COLS):
            image = panels[col].matshow(NUMBERS[row, col], vmin=0, vmax=300, cmap="Blues")
    figure.colorbar(image, cax=part.add_axes((0.9, 0.1, 0.05, 0.8)))
    return figure


@pytest.mark.parametrize("draw", [by_imshow, by_mesh, by_hand_without_pyplot, by_grid, by_subfigures])
def test_one_picture_is_told_alike_however_it_was_drawn(draw):
    """Places, numbers, scales and the colour bar are found whichever way a figure was made."""
    facts = figure_facts(draw)
    assert [(panel["row"], panel["column"]) for panel in facts["panels"]] == PLACES
    for panel, place in zip(facts["panels"], PLACES, strict=True):
        assert numpy.array_equal(panel["picture"], NUMBERS[place])
        assert (panel["limits"], panel["colours"]) == ((0, 300), "Blues")
    assert facts["bars"] == [{"limits": (0, 300), "colours": "Blues"}]


def test_a_picture_is_told_as_one_sees_it():
    """An origin below turns rows round, an inverted x axis columns."""

    def draw():
        axes = plt.subplots()[1]
        axes.imshow([[1, 2], [3, 4]], origin="lower")
        axes.invert_xaxis()

    assert figure_facts(draw)["panels"][0]["picture"].tolist() == [[4, 3], [2, 1]]


def test_texts_are_told():
    """Labels and titles are those one can read; a figure's own labels count for its panels."""

    def draw():
        figure, panels = plt.subplots(1, 2, figsize=(7, 3.5))
        for axes, name in zip(panels, ("left", "right"), strict=True):
            axes.imshow([[0]])
            axes.set_title(name, loc=name)
            axes.set_xlabel("keys")
        panels[1].axis("off")
        figure.supylabel("queries")

    facts = figure_facts(draw)
    found = [(panel["xlabel"], panel["ylabel"], panel["title"]) for panel in facts["panels"]]
    assert found == [("keys", "queries", "left"), ("", "queries", "right")]
    assert facts["size"] == [7, 3.5]


def test_open_figures_stay_open():
    """What was open stays open, what was drawn is closed, and show() neither waits nor closes."""
    mine = plt.figure()
    facts = figure_facts(lambda: (plt.figure(), plt.subplots(), plt.show())[0])
    assert (facts["returned"], facts["opened"]) == (True, 2)
    assert [plt.figure(number) for number in plt.get_fignums()] == [mine]
    assert figure_facts(lambda: None)["opened"] == 0

"""Hidden checks of section 1: what decides. Weighted averages first, then the picture."""

import torch

from autograder.checks import (
    assert_close,
    assert_equal,
    assert_rows_sum_to_one,
    assert_shape,
    assert_unchanged,
    exercise,
    number,
    require,
)
from autograder.probekit import figure_facts

WEIGHTS, OUTPUT = "batch query key", "batch query feature"
AVERAGE, ALIKE = "Attention is a weighted average", "Paying attention to everything is paying attention to nothing"
SOFTMAX, PICTURE = "From any scores to weights", "Looking at attention"


@exercise("attention_pool", points=2, read=AVERAGE)
def test_pooling_on_odd_and_equal_sizes(student, expected, draw):
    """Nothing is mixed up when all sizes differ, when they are all equal, or when they are one."""
    for batch, queries, keys, features in ((3, 5, 7, 2), (3, 3, 3, 3), (1, 1, 5, 1), (2, 3, 1, 5)):
        weights, values = torch.softmax(draw.normal(batch, queries, keys), -1), draw.normal(batch, keys, features)
        probe = lambda my, weights=weights, values=values: my.attention_pool(weights, values)  # noqa: E731
        assert_close(student(probe), expected(probe), OUTPUT)


@exercise("attention_pool", points=1, read=AVERAGE)
def test_pooling_without_a_batch(student, expected, draw):
    """One example alone, without the axis for a batch, gives [Tq Dv]."""
    for queries, keys, features in ((3, 5, 7), (3, 3, 3)):
        weights, values = torch.softmax(draw.normal(queries, keys), -1), draw.normal(keys, features)
        probe = lambda my, weights=weights, values=values: my.attention_pool(weights, values)  # noqa: E731
        assert_close(student(probe), expected(probe), "query feature")


@exercise("attention_pool", points=1, read=AVERAGE)
def test_weights_are_taken_as_they_come(student, expected, draw):
    """Weights that don't sum to one, and negative ones, are not put right: pooling does not normalise."""
    weights, values = draw.normal(2, 3, 5), draw.normal(2, 5, 7)
    probe = lambda my: my.attention_pool(weights, values)  # noqa: E731
    assert_close(student(probe), expected(probe), OUTPUT)


@exercise("average_pool", points=1, read=ALIKE)
def test_averages_on_odd_and_equal_sizes(student, expected, draw):
    """The mean runs over the keys, in single and double precision, be the sizes different, equal or one."""
    for batch, queries, keys, features in ((3, 2, 5, 7), (3, 3, 3, 3), (2, 1, 5, 3), (1, 5, 1, 1), (2, 11, 3, 5)):
        for dtype in (torch.float32, torch.float64):
            values = draw.normal(batch, keys, features, dtype=dtype)
            probe = lambda my, values=values, queries=queries: my.average_pool(values, queries)  # noqa: E731
            assert_close(student(probe), expected(probe), OUTPUT)


@exercise("average_pool", points=1, read=ALIKE)
def test_averages_without_a_batch(student, expected, draw):
    """One example alone, without the axis for a batch, gives [Tq Dv]."""
    for queries, keys, features in ((3, 5, 7), (3, 3, 3)):
        values = draw.normal(keys, features)
        probe = lambda my, values=values, queries=queries: my.average_pool(values, queries)  # noqa: E731
        assert_close(student(probe), expected(probe), "query feature")


@exercise("random_attention", points=1, read=SOFTMAX)
def test_scores_are_normal(student, draw):
    """The scores behind the weights are standard normal, each drawn on its own."""
    seed, n = int(draw.integers(0, 1000, 1)), 101
    weights = student(lambda my: my.random_attention(n, seed))
    logs = torch.log(assert_shape(weights, 1, 1, n, n, axes="1 1 Tq Tk")[0, 0].double())
    scores = logs - logs.mean(-1, keepdim=True)
    spread, tails = number(scores.std()), number((scores**4).mean() / (scores**2).mean() ** 2)
    require(abs(spread - 1) < 0.06, f"expected scores with a standard deviation of 1, got {spread:.3f}")
    require(abs(tails - 3) < 0.5, f"expected scores spread as normal numbers are, got a kurtosis of {tails:.2f}, not 3")
    for name, alike in (("rows", torch.corrcoef(scores)), ("columns", torch.corrcoef(scores.T))):
        strongest = (alike - torch.eye(n)).abs().max()
        require(bool(strongest < 0.75), f"some {name} are copies of each other; draw each score on its own")
    mirrored = number((scores * scores.T).mean())
    require(abs(mirrored) < 0.2, "scores of (query i, key j) and (query j, key i) go together; draw each on its own")


@exercise("random_attention", points=2, read=SOFTMAX)
def test_random_weights_of_any_size(student, draw):
    """For one key and for many, with one seed, the weights are float32 [1 1 n n] and each row sums to one."""
    sizes, seed = (2, 13, 1), int(draw.integers(0, 1000, 1))
    found = student(lambda my: [my.random_attention(n, seed) for n in sizes])
    for size, weights in zip(sizes, found, strict=True):
        weights = assert_shape(weights, 1, 1, size, size, axes="1 1 Tq Tk")
        require(weights.dtype == torch.float32, f"dtype: expected float32, got {str(weights.dtype).split('.')[-1]}")
        assert_rows_sum_to_one(weights, "row column query key")


@exercise("show_heatmaps", points=2, read=PICTURE)
def test_one_row_or_one_column_of_panels(student, draw):
    """Matrices, labels and titles are where they belong in a single row, in a single column, for a single query."""
    one, two = ["only head"], ["first head", "second head"]
    for shape, titles in (((1, 2, 5, 3), two), ((3, 1, 3, 5), one), ((1, 1, 1, 5), one)):
        matrices = draw.uniform(*shape)

        def probe(my, matrices=matrices, titles=titles):
            return figure_facts(lambda: my.show_heatmaps(matrices, "what is there", "who asks", titles))

        facts = student(probe)
        _panels_show(facts, matrices)
        for panel in facts["panels"]:
            row, column = panel["row"], panel["column"]
            for text, outer, want in (
                ("xlabel", row == shape[0] - 1, "what is there"),
                ("ylabel", column == 0, "who asks"),
                ("title", row == 0, titles[column]),
            ):
                if outer or panel[text]:  # inner panels may repeat it
                    assert_equal(panel[text], want, f"panel in row {row}, column {column}: {text}")


@exercise("show_heatmaps", points=2, read=PICTURE)
def test_the_scale_has_room_wherever_the_extremes_are(student, draw):
    """The smallest number in one panel, the largest in another: panels and bar show one scale with room for both."""
    matrices = draw.uniform(2, 2, 2, 3, low=0.3, high=0.4)
    matrices[0, 1, 0, 0], matrices[1, 0, 1, 2] = 0.01, 0.93
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "k", "q")))
    _grid_is(facts["panels"], 2, 2)
    assert_equal(len(facts["bars"]), 1, "number of colour bars")
    limits = torch.tensor([part["limits"] for part in facts["panels"] + facts["bars"]])
    assert_close(limits, limits[:1].expand(5, 2), "panel end", why="Ends of the colour scales; the bar is the last")
    low, high = limits[0].tolist()
    require(low < 0.011 and high > 0.929, f"0.01 to 0.93 are to be shown, the colours reach from {low} to {high}")


@exercise("show_heatmaps", points=1, read=PICTURE)
def test_size_and_colours_are_the_caller_s(student, draw):
    """The figure has the size and the colours that were asked for; it is returned, and it is the only one."""
    matrices, (width, height) = draw.uniform(1, 2, 3, 5), draw.permutation(7)[:2].tolist()
    size = (3.5 + width, 3.0 + height)
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "k", "q", None, size, "Greens")))
    assert_close(torch.tensor(facts["size"]), torch.tensor(size), why="Width and height in inches")
    _grid_is(facts["panels"], 1, 2)
    colours = {part["colours"] for part in facts["panels"] + facts["bars"]}
    assert_equal(sorted(colours), ["Greens"], "colour maps of panels and colour bar")
    assert_equal([panel["title"] for panel in facts["panels"]], ["", ""], "titles, where none were asked for")
    assert_equal(facts["returned"], True, "the figure is returned")
    require(facts["opened"] <= 1, f"one call opened {facts['opened']} figures")


@exercise("show_heatmaps", points=1, read=PICTURE)
def test_weights_that_learn_can_be_shown_twice(student, draw):
    """Matrices that need gradients are drawn and stay as they were; each call draws a figure of its own."""
    matrices = draw.uniform(1, 1, 3, 5)

    def probe(my):
        mine, figures = matrices.clone().requires_grad_(), []

        def show(shown):
            figures.append(my.show_heatmaps(shown, "k", "q"))
            return figures[-1]

        later = figure_facts(lambda: [show(mine), show(mine.mT)][1])
        return later, figure_facts(lambda: figures[0]), mine, mine.requires_grad

    later, earlier, after, still_learns = student(probe)
    assert_unchanged(after, matrices, "the tensor of matrices")
    require(still_learns is True, "the matrices no longer need gradients after the call")
    _panels_show(later, matrices.mT)
    if earlier["returned"]:
        _panels_show(earlier, matrices)


def _grid_is(panels, rows, columns):
    places = [(panel["row"], panel["column"]) for panel in panels]
    want = [(row, column) for row in range(rows) for column in range(columns)]
    require(places == want, f"expected {rows} x {columns} panels in one figure, got (row, column) {places}")


def _panels_show(facts, matrices):
    """The panels of a figure are these matrices, in rows and columns."""
    _grid_is(facts["panels"], *matrices.shape[:2])
    for panel in facts["panels"]:
        row, column = panel["row"], panel["column"]
        why = f"This is the panel in row {row}, column {column}, top row first"
        assert_close(panel["picture"], matrices[row, column], "query key", why=why)

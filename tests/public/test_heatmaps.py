"""Visible checks of section 1: what attention does to values, and an honest picture of its weights."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_equal,
    assert_rows_sum_to_one,
    assert_shape,
    exercise,
    number,
    require,
)
from autograder.probekit import figure_facts

WEIGHTS, OUTPUT = "batch query key", "batch query feature"
AVERAGE, ALIKE = "Attention is a weighted average", "Paying attention to everything is paying attention to nothing"
SOFTMAX, PICTURE = "From any scores to weights", "Looking at attention"


@exercise("attention_pool", read=AVERAGE)
def test_a_quarter_and_three_quarters(student):
    """Weights 1/4 and 3/4 on the values (0, 8) and (4, 0) give (3, 2)."""
    weights, values = torch.tensor([[[0.25, 0.75]]]), torch.tensor([[[0.0, 8.0], [4.0, 0.0]]])
    assert_close(student(lambda my: my.attention_pool(weights, values)), torch.tensor([[[3.0, 2.0]]]), OUTPUT)


@exercise("attention_pool", read=AVERAGE)
def test_weights_as_they_are_without_a_batch(student):
    """Weights (1, 1) and (2, -1) on the values 2 and 3 give 5 and 1, with no axis for a batch."""
    weights, values = torch.tensor([[1.0, 1.0], [2.0, -1.0]]), torch.tensor([[2.0], [3.0]])
    assert_close(student(lambda my: my.attention_pool(weights, values)), torch.tensor([[5.0], [1.0]]), "query feature")


@exercise("attention_pool", points=1, read=AVERAGE)
def test_all_weight_on_one_key_is_a_look_up(student, draw):
    """With all its weight on one key, a query gets the value of that key."""
    values, chosen = draw.normal(2, 5, 3), draw.integers(0, 5, 2, 7)
    weights = torch.nn.functional.one_hot(chosen, 5).float()
    want = torch.stack([values[b, chosen[b]] for b in range(2)])
    assert_close(student(lambda my: my.attention_pool(weights, values)), want, OUTPUT)


@exercise("attention_pool", points=1, read=AVERAGE)
def test_each_query_adds_up_weight_times_value(student, draw):
    """An answer is the sum of weight times value over the keys, for each query and each example on its own."""
    weights, values = torch.softmax(draw.normal(2, 3, 5), -1), draw.normal(2, 5, 7)
    want = (weights[:, :, :, None] * values[:, None]).sum(2)
    assert_close(student(lambda my: my.attention_pool(weights, values)), want, OUTPUT)


@exercise("average_pool", read=ALIKE)
def test_the_mean_of_three_values(student):
    """The values 1, 2 and 6 average to 3, for both of two queries, with an axis for a batch and without."""
    values, want = torch.tensor([[1.0], [2.0], [6.0]]), torch.tensor([[3.0], [3.0]])
    batch, alone = student(lambda my: (my.average_pool(values[None], 2), my.average_pool(values, 2)))
    assert_close(batch, want[None], OUTPUT)
    assert_close(alone, want, "query feature")


@exercise("average_pool", points=2, read=ALIKE)
def test_every_query_gets_the_mean_of_its_example(student, draw):
    """There is one answer for each query, and it is the mean over the keys of the query's own example."""
    values = draw.normal(2, 5, 7)
    want = (sum(values[:, key] for key in range(5)) / 5)[:, None].expand(2, 3, 7)
    assert_close(student(lambda my: my.average_pool(values, 3)), want, OUTPUT)


@exercise("random_attention", points=1, read=SOFTMAX)
def test_each_query_spends_its_attention_once(student, draw):
    """Weights come as float32 [1 1 n n]; none is negative, each row sums to one, and columns need not."""
    seed = int(draw.integers(0, 1000, 1))
    weights = student(lambda my: my.random_attention(7, seed))
    weights = assert_shape(weights, 1, 1, 7, 7, axes="1 1 Tq Tk")
    require(weights.dtype == torch.float32, f"dtype: expected float32, got {str(weights.dtype).split('.')[-1]}")
    assert_rows_sum_to_one(weights, "row column query key")
    assert_differs(weights.sum(-2), torch.ones(1, 1, 7), "the sums of the columns and 1", by=0.01)


@exercise("random_attention", points=1, read=SOFTMAX)
def test_the_seed_decides(student, draw):
    """The same seed gives the same weights, and each other seed gives others."""
    seeds = draw.permutation(1000)[:30].tolist()
    drawn, again = student(
        lambda my: ([my.random_attention(5, seed) for seed in seeds], my.random_attention(5, seeds[0]))
    )
    assert_close(again, drawn[0], "row column query key", why="The same seed was given twice")
    for place, weights in enumerate(drawn):
        for other in drawn[:place]:
            assert_differs(weights, other, "the weights for two different seeds", by=1e-3)


@exercise("random_attention", points=1, read=SOFTMAX)
def test_what_was_drawn_before_does_not_matter(student, draw):
    """The seed alone decides, a seed of 0 too, wherever torch's own random numbers stand."""
    seed, one, other = draw.integers(1, 1000, 3).tolist()

    def probe(my, seed):
        torch.manual_seed(one)
        first = my.random_attention(5, seed)
        torch.manual_seed(other + 1000)
        return first, my.random_attention(5, seed)

    for given in (seed, 0):
        first, again = student(lambda my, given=given: probe(my, given))
        why = f"The same seed {given}, while the global generator stood elsewhere"
        assert_close(again, first, "row column query key", why=why)


@exercise("random_attention", read=SOFTMAX)
def test_scores_have_a_spread_of_one(student, draw):
    """The logarithms of the weights in a row are the scores, up to one number: their standard deviation is about 1."""
    seed = int(draw.integers(0, 1000, 1))
    logs = torch.log(assert_shape(student(lambda my: my.random_attention(53, seed)), 1, 1, 53, 53, axes="1 1 Tq Tk"))
    spread = number((logs - logs.mean(-1, keepdim=True)).std())
    require(abs(spread - 1) < 0.15, f"expected scores with a standard deviation of about 1, got {spread:.3f}")


@exercise("show_heatmaps", read=PICTURE)
def test_the_identity_in_one_panel(student):
    """The identity matrix comes as one small panel in red: 2.5 by 2.5 inches, a diagonal from top left on."""
    matrices = torch.eye(10).reshape(1, 1, 10, 10)
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "Keys", "Queries")))
    _panels_show(facts, matrices)
    assert_equal(facts["size"], [2.5, 2.5], "width and height of the figure")
    assert_equal([panel["colours"] for panel in facts["panels"]], ["Reds"], "colour map")
    assert_equal([panel["title"] for panel in facts["panels"]], [""], "title, where none was asked for")
    assert_equal(facts["returned"], True, "the figure is returned")


@exercise("show_heatmaps", points=1, read=PICTURE)
def test_each_panel_shows_its_own_matrix(student, draw):
    """The panel in row r, column c shows matrices[r, c] as it is: query 0 on top, key 0 on the left."""
    matrices = draw.uniform(2, 2, 5, 7)
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "Keys", "Queries")))
    _panels_show(facts, matrices)


@exercise("show_heatmaps", points=1, needs="test_each_panel_shows_its_own_matrix", read=PICTURE)
def test_labels_and_titles_stand_where_they_belong(student, draw):
    """The x label is below the last row, the y label left of the first column, title c above column c."""
    matrices, titles = draw.uniform(2, 2, 3, 5), ["near", "far"]
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "Keys", "Queries", titles=titles)))
    for panel in facts["panels"]:
        where = f"panel in row {panel['row']}, column {panel['column']}"
        if panel["row"] == 1:
            assert_equal(panel["xlabel"], "Keys", f"{where}: x label")
        if panel["column"] == 0:
            assert_equal(panel["ylabel"], "Queries", f"{where}: y label")
        if panel["row"] == 0:
            assert_equal(panel["title"], titles[panel["column"]], f"{where}: title")


@exercise("show_heatmaps", points=1, read=PICTURE)
def test_all_panels_share_one_colour_scale(student, draw):
    """A number has the same colour in every panel, and the scale has room for all numbers."""
    matrices = torch.softmax(torch.tensor([0.1, 3])[:, None, None, None] * draw.normal(2, 1, 5, 7), -1)
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "Keys", "Queries")))
    limits = torch.tensor([panel["limits"] for panel in facts["panels"]])
    assert_shape(limits, 2, 2, axes="panels ends")
    assert_close(limits, limits[:1].expand(2, 2), "panel end", why="These are the ends of the panels' colour scales")
    low, high = limits[0].tolist()
    room = low <= matrices.min() + 1e-6 and high >= matrices.max() - 1e-6
    require(room, f"the colours reach from {low:.4g} to {high:.4g}, the numbers of all panels go beyond that")


@exercise("show_heatmaps", points=1, read=PICTURE)
def test_one_colour_bar_explains_the_colours(student, draw):
    """The whole figure has exactly one colour bar, and its colours are those of the panels."""
    matrices = draw.uniform(1, 2, 5, 7)
    facts = student(lambda my: figure_facts(lambda: my.show_heatmaps(matrices, "Keys", "Queries", cmap="Blues")))
    assert_equal(len(facts["bars"]), 1, "number of colour bars")
    colours = {part["colours"] for part in facts["panels"] + facts["bars"]}
    assert_equal(sorted(colours), ["Blues"], "colour maps of panels and colour bar")


def _panels_show(facts, matrices):
    """The panels of a figure are these matrices, in rows and columns."""
    rows, columns = matrices.shape[:2]
    panels = facts["panels"]
    places = [(panel["row"], panel["column"]) for panel in panels]
    want = [(row, column) for row in range(rows) for column in range(columns)]
    require(places == want, f"expected {rows} x {columns} panels in one figure, got (row, column) {places}")
    for panel in panels:
        row, column = panel["row"], panel["column"]
        seen, matrix = panel["picture"], matrices[row, column]
        assert_shape(seen, *matrix.shape, axes="Tq Tk")
        turned = torch.allclose(seen.float(), matrix.flip(0)) and not torch.allclose(matrix, matrix.flip(0))
        require(not turned, f"panel in row {row}, column {column}: it is upside down, query 0 belongs on top")
        assert_close(seen, matrix, "query key", why=f"This is the panel in row {row}, column {column}")

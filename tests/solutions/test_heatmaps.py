"""What the answers of section 1 must do, held to slow loops, numbers done by hand and the figure itself."""

import matplotlib
import matplotlib.pyplot as plt
import pytest
import torch

from attn_solutions.heatmaps import attention_pool, average_pool, random_attention, show_heatmaps

matplotlib.use("Agg")
torch.set_num_threads(1)
B, Tq, Tk, Dv = 2, 5, 7, 11


def normal(*sizes):
    """Draw the same normal numbers for the same sizes."""
    return torch.randn(sizes, generator=torch.Generator().manual_seed(sum(sizes)))


@pytest.fixture(autouse=True)
def _close_figures():
    """Leave no figure open behind a test."""
    yield
    plt.close("all")


def is_bar(axes):
    """Tell a colour bar from a panel."""
    return axes.get_label() == "<colorbar>"


def panel_grid(figure):
    """Find the panels by the place they take: {(row, column): axes}."""
    places = [(axes.get_subplotspec(), axes) for axes in figure.axes if not is_bar(axes)]
    return {(place.rowspan.start, place.colspan.start): axes for place, axes in places}


# ---- attention_pool ----


def test_a_quarter_and_three_quarters_mix_two_values():
    """Weights of 1/4 and 3/4 land three quarters of the way from the first value to the second."""
    pooled = attention_pool(torch.tensor([[0.25, 0.75]]), torch.tensor([[0.0, 8.0], [4.0, 0.0]]))
    assert pooled.tolist() == [[3.0, 2.0]]


def test_pooling_adds_up_weight_times_value_for_each_query():
    """Each feature of an answer is the sum over the keys of weight times value, example by example."""
    weights, values = normal(B, Tq, Tk).softmax(-1), normal(B, Tk, Dv)
    expected = torch.zeros(B, Tq, Dv)
    for b in range(B):
        for query in range(Tq):
            for key in range(Tk):
                expected[b, query] += weights[b, query, key] * values[b, key]
    torch.testing.assert_close(attention_pool(weights, values), expected)


def test_pooling_works_without_a_batch():
    """One example alone gives what it gives within a batch."""
    weights, values = normal(B, Tq, Tk).softmax(-1), normal(B, Tk, Dv)
    torch.testing.assert_close(attention_pool(weights[1], values[1]), attention_pool(weights, values)[1])


def test_all_weight_on_one_key_looks_its_value_up():
    """A weight of one on a single key hands out that key's value untouched."""
    values = normal(Tk, Dv)
    assert torch.equal(attention_pool(torch.eye(Tk)[[4, 0]], values), values[[4, 0]])


def test_keys_that_trade_places_change_no_answer():
    """Reordering the values together with their weights changes nothing."""
    weights, values, order = normal(B, Tq, Tk).softmax(-1), normal(B, Tk, Dv), [3, 0, 6, 1, 5, 2, 4]
    pooled = attention_pool(weights[:, :, order], values[:, order])
    torch.testing.assert_close(pooled, attention_pool(weights, values))


def test_pooling_takes_the_weights_as_they_come():
    """Twice the weight gives twice the answer: pooling does not normalise."""
    weights, values = normal(B, Tq, Tk).softmax(-1), normal(B, Tk, Dv)
    torch.testing.assert_close(attention_pool(2 * weights, values), 2 * attention_pool(weights, values))


# ---- average_pool ----


def test_average_pool_gives_each_query_the_mean():
    """Every query receives the plain mean of its example's values."""
    values = normal(B, Tk, Dv)
    expected = torch.stack([torch.stack([sum(example) / Tk] * Tq) for example in values])
    torch.testing.assert_close(average_pool(values, Tq), expected)


def test_average_pool_works_without_a_batch():
    """The mean of 1, 2 and 6 is 3, for both of two queries."""
    assert average_pool(torch.tensor([[1.0], [2.0], [6.0]]), 2).tolist() == [[3.0], [3.0]]


def test_average_pool_keeps_the_dtype():
    """Double precision in, double precision out."""
    assert average_pool(normal(Tk, Dv).double(), Tq).dtype == torch.float64


def test_average_pool_leans_on_all_values_alike():
    """The gradient of one answer is 1/Tk at every value: uniform weights."""
    values = normal(Tk, 1).requires_grad_()
    average_pool(values, Tq)[3].sum().backward()
    torch.testing.assert_close(values.grad, torch.full((Tk, 1), 1 / Tk))


# ---- random_attention ----


def test_random_attention_is_one_panel():
    """The weights come as a 1 x 1 grid of one square matrix."""
    weights = random_attention(13, seed=0)
    assert (weights.shape, weights.dtype) == ((1, 1, 13, 13), torch.float32)


def test_each_query_spends_its_attention_once():
    """Rows hold no negative weight and sum to one; columns need not."""
    weights = random_attention(13, seed=1)
    assert weights.min() >= 0
    torch.testing.assert_close(weights.sum(-1), torch.ones(1, 1, 13))
    assert (weights.sum(-2) - 1).abs().max() > 0.1


def test_scores_behind_random_attention_are_normal():
    """The logarithms of the weights are, within each row, normal scores of standard deviation 1."""
    logs = random_attention(211, seed=2)[0, 0].log()
    scores = (logs - logs.mean(-1, keepdim=True)).flatten()
    assert abs(scores.std() - 1) < 0.03
    assert abs((scores**4).mean() / scores.var() ** 2 - 3) < 0.15


def test_the_seed_decides():
    """The same seed gives the same weights, another seed gives others."""
    assert torch.equal(random_attention(5, seed=3), random_attention(5, seed=3))
    assert not torch.allclose(random_attention(5, seed=3), random_attention(5, seed=4))


def test_random_attention_leaves_the_global_state_alone():
    """A call neither reads nor moves the random numbers that everybody else draws."""
    torch.manual_seed(5)
    before, first = torch.get_rng_state(), random_attention(5, seed=6)
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(7)
    assert torch.equal(random_attention(5, seed=6), first)


# ---- show_heatmaps ----


def test_each_panel_shows_its_own_matrix():
    """The panel in row r, column c holds matrices[r, c], number by number."""
    matrices = normal(2, 3, Tq, Tk)
    panels = panel_grid(show_heatmaps(matrices, "Keys", "Queries"))
    assert sorted(panels) == [(row, col) for row in range(2) for col in range(3)]
    for place, axes in panels.items():
        assert torch.equal(torch.tensor(axes.images[0].get_array()), matrices[place])


def test_query_zero_is_on_top_and_key_zero_on_the_left():
    """The first row of a matrix is the top row of its picture, the first column is at the left."""
    axes = panel_grid(show_heatmaps(normal(1, 1, Tq, Tk), "Keys", "Queries"))[0, 0]
    first, last = axes.transData.transform([(0, 0), (Tk - 1, Tq - 1)])
    assert first[0] < last[0]
    assert first[1] > last[1]


def test_all_panels_share_one_colour_scale():
    """The scale runs from the smallest number of all panels to the largest, the same in each."""
    matrices = torch.tensor([0.0, 0.2, 0.4, 0.7]).reshape(1, 2, 1, 2)
    panels = panel_grid(show_heatmaps(matrices, "Keys", "Queries"))
    for axes in panels.values():
        assert axes.images[0].get_clim() == pytest.approx((0.0, 0.7))


def test_there_is_one_colour_bar_and_it_shows_that_scale():
    """A figure of many panels has a single colour bar, and it covers all of them."""
    matrices = torch.tensor([0.7, 0.2, 0.4, 0.0]).reshape(2, 2, 1, 1)
    bars = [axes for axes in show_heatmaps(matrices, "Keys", "Queries").axes if is_bar(axes)]
    assert [bar.get_ylim() for bar in bars] == [pytest.approx((0.0, 0.7))]


def test_the_colour_bar_stands_beside_the_panels():
    """No panel is covered by the colour bar."""
    figure = show_heatmaps(normal(2, 3, Tq, Tk), "Keys", "Queries", figsize=(7, 4))
    figure.canvas.draw()
    bar = next(axes for axes in figure.axes if is_bar(axes))
    right = max(axes.get_position().x1 for axes in panel_grid(figure).values())
    assert bar.get_position().x0 > right
    assert bar.get_position().height < 0.75


def test_labels_stand_at_the_outer_panels_only():
    """The horizontal label is below the last row, the vertical one left of the first column."""
    panels = panel_grid(show_heatmaps(normal(2, 3, Tq, Tk), "Keys", "Queries"))
    for (row, col), axes in panels.items():
        assert axes.get_xlabel() == ("Keys" if row == 1 else "")
        assert axes.get_ylabel() == ("Queries" if col == 0 else "")


def test_titles_name_the_columns():
    """Title c stands above the top panel of column c, even where there are more rows than columns."""
    panels = panel_grid(show_heatmaps(normal(3, 2, Tq, Tk), "Keys", "Queries", titles=["near", "far"]))
    assert [panels[0, col].get_title() for col in (0, 1)] == ["near", "far"]
    assert {panels[row, col].get_title() for row in (1, 2) for col in (0, 1)} == {""}


def test_without_titles_there_are_none():
    """Leaving titles out leaves the panels without any."""
    panels = panel_grid(show_heatmaps(normal(1, 2, Tq, Tk), "Keys", "Queries"))
    assert [axes.get_title() for axes in panels.values()] == ["", ""]


def test_ticks_are_whole_numbers():
    """Queries and keys are counted, so no tick stands at 2.5."""
    figure = show_heatmaps(normal(1, 3, 10, 10), "Keys", "Queries", figsize=(7, 2.6))
    figure.canvas.draw()
    axes = panel_grid(figure)[0, 1]
    assert all(tick == round(tick) for tick in [*axes.get_xticks(), *axes.get_yticks()])


def test_size_and_colours_are_the_caller_s():
    """The figure has the size and the colour map that were asked for."""
    figure = show_heatmaps(normal(1, 1, Tq, Tk), "Keys", "Queries", figsize=(7, 3.5), cmap="Blues")
    assert figure.get_size_inches().tolist() == [7, 3.5]
    assert panel_grid(figure)[0, 0].images[0].get_cmap().name == "Blues"


def test_nothing_is_cut_off():
    """Even in the smallest figure labels and numbers stand within its edges."""
    figure = show_heatmaps(normal(1, 1, 10, 10), "Keys", "Queries")
    figure.canvas.draw()
    box = figure.get_tightbbox()
    assert 0 <= box.x0 < box.x1 <= 2.5
    assert 0 <= box.y0 < box.y1 <= 2.5


def test_size_and_colours_have_defaults():
    """Without wishes the figure is small, square and red."""
    figure = show_heatmaps(normal(1, 1, Tq, Tk), "Keys", "Queries")
    assert figure.get_size_inches().tolist() == [2.5, 2.5]
    assert panel_grid(figure)[0, 0].images[0].get_cmap().name == "Reds"


def test_weights_that_still_learn_can_be_drawn():
    """A matrix that requires gradients is drawn, and keeps them and its numbers."""
    matrices = normal(1, 2, Tq, Tk).requires_grad_()
    show_heatmaps(matrices, "Keys", "Queries")
    assert matrices.requires_grad
    assert torch.equal(matrices, normal(1, 2, Tq, Tk))


def test_one_figure_is_made():
    """A call opens one figure, the one it returns."""
    figure = show_heatmaps(normal(2, 2, Tq, Tk), "Keys", "Queries")
    assert [plt.figure(number) for number in plt.get_fignums()] == [figure]

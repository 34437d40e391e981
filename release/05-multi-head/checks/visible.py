"""Visible checks of section 5: cutting into heads, joining them, and attending in each. Worked numbers first."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_rows_sum_to_one,
    assert_same_module,
    assert_shape,
    assert_zero,
    exercise,
    require,
    tensor,
)
from autograder.checks.arrangements import arrangements
from autograder.probekit import attention_weights_of, called, filled, load, load_and_run, warmed

HEADS, OUTPUT, MAPS = "row token feature", "batch query feature", "batch head query key"


@exercise("transpose_qkv", read="Cutting and joining")
def test_two_tokens_are_cut_into_two_heads(student):
    """The tokens (1 2 3 4) and (5 6 7 8): head 0 sees (1 2) and (5 6), head 1 sees (3 4) and (7 8)."""
    X = torch.arange(1.0, 9).reshape(1, 2, 4)
    want = torch.tensor([[[1.0, 2], [5, 6]], [[3, 4], [7, 8]]])
    assert_close(student(lambda my: my.transpose_qkv(X, 2)), want, HEADS)


@exercise("transpose_qkv", read="Cutting and joining")
def test_two_examples_keep_their_heads_together(student):
    """The tokens (1 2 3 4) and (5 6 7 8) of two examples: rows (1 2), (3 4) of example 0, then (5 6), (7 8)."""
    X = torch.arange(1.0, 9).reshape(2, 1, 4)
    assert_close(student(lambda my: my.transpose_qkv(X, 2)), torch.arange(1.0, 9).reshape(4, 1, 2), HEADS)


@exercise("transpose_qkv", points=2, read="Cutting and joining")
def test_a_head_keeps_all_tokens_and_neighbouring_features(student, draw):
    """With three heads of seven features, head 1 gets the features 7 to 13 of all five tokens."""
    X = draw.normal(1, 5, 21)
    heads = student(lambda my: my.transpose_qkv(X, 3))
    want = torch.stack([X[0, :, :7], X[0, :, 7:14], X[0, :, 14:]])
    assert_close(heads, want, HEADS)


@exercise("transpose_output", read="Cutting and joining")
def test_two_heads_are_joined_token_by_token(student):
    """Head 0 holds (1 2) and (5 6), head 1 holds (3 4) and (7 8): the tokens are (1 2 3 4) and (5 6 7 8)."""
    heads = torch.tensor([[[1.0, 2], [5, 6]], [[3, 4], [7, 8]]])
    want = torch.arange(1.0, 9).reshape(1, 2, 4)
    assert_close(student(lambda my: my.transpose_output(heads, 2)), want, "batch token feature")


@exercise("transpose_output", read="Cutting and joining")
def test_two_examples_get_their_own_heads(student):
    """The heads (1 2), (3 4) and (5 6), (7 8) of two examples: their tokens are (1 2 3 4) and (5 6 7 8)."""
    heads = torch.arange(1.0, 9).reshape(4, 1, 2)
    want = torch.arange(1.0, 9).reshape(2, 1, 4)
    assert_close(student(lambda my: my.transpose_output(heads, 2)), want, "batch token feature")


@exercise("transpose_output", points=2, read="Cutting and joining")
def test_heads_of_a_token_stand_side_by_side(student, draw):
    """The features of a token are those of its head 0, then head 1, then head 2, each in its old order."""
    heads = draw.normal(3, 5, 7)
    joined = student(lambda my: my.transpose_output(heads, 3))
    assert_close(joined, torch.cat(list(heads), dim=-1)[None], "batch token feature")


@exercise("MultiHeadAttention", read="The layer")
def test_no_ready_made_multi_head_attention(student):
    """The module is your own work: torch's multi-head attention is neither called, nor inside, nor a parent."""
    X, lens = torch.ones(2, 2, 4), torch.tensor([2, 2])

    def probe(my):
        net = my.MultiHeadAttention(4, 4, 4, 4, 2, 0.0).eval()
        used = called(["MultiheadAttention", "multi_head_attention_forward"], lambda: net(X, X, X, lens))
        return used + ["MultiheadAttention" for part in net.modules() if isinstance(part, torch.nn.MultiheadAttention)]

    used = student(probe)
    require(not used, f"torch's own {', '.join(used[:1])} does the work here. In this exercise you write it yourself")


@exercise("MultiHeadAttention", read="The layer")
def test_equal_keys_share_the_weight_in_every_head(student):
    """Equal keys, lengths 3 and 2: in all five heads the valid keys of example 0 get 1/3, of example 1 1/2."""
    X, Y = torch.ones(2, 4, 100), torch.ones(2, 6, 100)

    def probe(my):
        net = my.MultiHeadAttention(100, 100, 100, 100, 5, 0.5).eval()
        return net(X, Y, Y, torch.tensor([3, 2])), attention_weights_of(net)

    output, weights = student(probe)
    assert_shape(output, 2, 4, 100, axes="B Tq H")
    want = torch.zeros(2, 5, 4, 6)
    want[0, ..., :3], want[1, ..., :2] = 1 / 3, 1 / 2
    assert_close(_by_head(weights, 2, 5, 4, 6), want, MAPS)


@exercise("MultiHeadAttention", read="The layer")
def test_four_layers_are_learned_and_nothing_else(student):
    """Sizes 11, 7 and 23 to 6, and 6 to 6, make 47 * 6 learned numbers, and 4 * 6 more if a bias is asked for."""

    def probe(my):
        counts = []
        for bias in ((), (True,)):
            net = my.MultiHeadAttention(11, 7, 23, 6, 3, 0.0, *bias)
            warmed(net, torch.ones(1, 2, 7), torch.ones(1, 2, 11), torch.ones(1, 2, 23))
            counts.append(sum(parameter.numel() for parameter in net.parameters()))
        return counts

    plain, biased = student(probe)
    require(plain == 282, f"expected 47 * 6 = 282 learned numbers without bias, got {plain}")
    require(biased == 306, f"expected 282 + 24 = 306 learned numbers with bias, got {biased}")


@exercise("MultiHeadAttention", read="The layer")
def test_dropout_of_one_leaves_no_weight(student):
    """With dropout 1 and no bias outputs are zero in train mode, not in eval mode; the weights kept are untouched."""
    X = torch.ones(2, 3, 4)

    def probe(my):
        net = filled(warmed(my.MultiHeadAttention(4, 4, 4, 4, 2, 1.0), X, X, X), 1)
        return net.train()(X, X, X), attention_weights_of(net), net.eval()(X, X, X)

    train, weights, test = student(probe)
    assert_zero(train, OUTPUT, why="In train mode, with every weight dropped")
    assert_close(_by_head(weights, 2, 2, 3, 3), torch.full((2, 2, 3, 3), 1 / 3), MAPS, why="The weights before dropout")
    assert_differs(test, torch.zeros(2, 3, 4), "outputs in eval mode and zero")


@exercise("MultiHeadAttention", points=2, needs="test_no_ready_made_multi_head_attention", read="The layer")
def test_padding_gets_no_weight_in_any_head(student, draw):
    """In every head the weights of a query sum to one, and keys past the length of the example get none."""
    queries, keys, values = draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23)
    lens = torch.tensor([2, 6])

    def probe(my):
        net = filled(warmed(my.MultiHeadAttention(11, 7, 23, 6, 3, 0.0), queries, keys, values, lens), 1).eval()
        net(queries, keys, values, lens)
        return attention_weights_of(net)

    weights = _by_head(student(probe), 2, 3, 5, 7)
    assert_rows_sum_to_one(weights, MAPS)
    assert_zero(torch.where(torch.arange(7) >= lens[:, None, None, None], weights, 0.0), MAPS)


@exercise("MultiHeadAttention", points=3, needs="test_no_ready_made_multi_head_attention", read="The layer")
def test_output_with_given_weights(student, expected, draw):
    """With given learned numbers the output is right: project, attend in each of three heads, join, project."""
    queries, keys, values = draw.normal(2, 5, 7), draw.normal(2, 7, 11), draw.normal(2, 7, 23)
    assert_same_module(
        student,
        expected,
        lambda my: warmed(my.MultiHeadAttention(11, 7, 23, 6, 3, 0.0), queries, keys, values),
        lambda net: net(queries, keys, values, None),
        OUTPUT,
    )


@exercise("split_heads", read="Looking at the heads")
def test_four_maps_are_two_examples_of_two_heads(student):
    """Four maps in a row, 0 1 2 3: example 0 has the maps 0 and 1, example 1 has 2 and 3."""
    maps = torch.arange(4.0).reshape(4, 1, 1)
    want = torch.tensor([[0.0, 1], [2, 3]])[:, :, None, None]
    assert_close(student(lambda my: my.split_heads(maps, 2)), want, MAPS)


@exercise("split_heads", points=2, read="Looking at the heads")
def test_every_map_stays_whole(student, draw):
    """The map of head j of example b is map number b*h + j, unchanged."""
    maps = draw.uniform(6, 5, 7)
    split = student(lambda my: my.split_heads(maps, 2))
    want = torch.stack([torch.stack([maps[0], maps[1], maps[2]]), torch.stack([maps[3], maps[4], maps[5]])])
    assert_close(split, want, MAPS)


@exercise("head_importance", read="Which head does the work?")
def test_of_two_heads_the_larger_part_matters_more(student):
    """The output is (3 4), one number from each head, (6 8) is wanted: losing the 4 costs more than losing the 3."""
    X, want, eye = torch.tensor([[[3.0, 4.0]]]), torch.tensor([[[6.0, 8.0]]]), torch.eye(2)
    weights = {f"W_{name}.weight": eye for name in "qkvo"}

    def judge(found):
        found = _one_for_each_head(found, 2)
        require(bool(found[1] > found[0] > 0), f"expected head 1 above head 0 above zero, got {found.tolist()}")

    _on_a_model(
        student,
        lambda my: warmed(my.MultiHeadAttention(2, 2, 2, 2, 2, 0.0), X, X, X),
        weights,
        lambda my, net: my.head_importance(net, lambda model: ((model(X, X, X, None) - want) ** 2).sum()),
        judge,
    )


@exercise("head_importance", points=3, read="Which head does the work?")
def test_more_important_heads_get_larger_numbers(student, draw):
    """Each head writes features of its own, some with a larger factor: the larger the factor, the more it matters."""
    X, factors = 1 + 0.2 * draw.normal(2, 5, 6), torch.tensor([4.0, 1.0, 16.0])
    weights = {f"W_{name}.weight": 0.3 * draw.normal(6, 6) for name in "qk"}
    weights["W_v.weight"] = torch.eye(6)
    weights["W_o.weight"] = (torch.eye(6) * factors.repeat_interleave(2)).roll(2, dims=0)

    def probe(my, net):
        with torch.no_grad():
            goal = 2 * net(X, X, X, None)
        return my.head_importance(net, lambda model: ((model(X, X, X, None) - goal) ** 2).mean())

    def judge(found):
        found = _one_for_each_head(found, 3)
        require(bool(found[2] > found[0] > found[1] > 0), f"expected head 2, then 0, then 1, got {found.tolist()}")

    build = lambda my: warmed(my.MultiHeadAttention(6, 6, 6, 6, 3, 0.0), X, X, X)  # noqa: E731
    _on_a_model(student, build, weights, probe, judge)


def _by_head(weights, batch, heads, queries, keys):
    """Read stored weights as [B h Tq Tk]."""
    shapes = [batch * heads, queries, keys], [batch, heads, queries, keys]
    got = list(tensor(weights).shape)
    require(
        got in shapes, f"attention_weights: expected [B*h Tq Tk] = {shapes[0]} or [B h Tq Tk] = {shapes[1]}, got {got}"
    )
    return weights.reshape(shapes[1])


def _one_for_each_head(found, heads):
    """Read what head_importance gave: as many numbers as heads."""
    read = tensor(found, f"{heads} numbers").float().flatten()
    require(read.numel() == heads, f"expected one number for each of {heads} heads, got {read.numel()}")
    return read


def _on_a_model(student, build, weights, run, judge):
    """Judge run(my, model) on the student's own model with these weights, whatever its author calls them."""
    first = student(lambda my: load_and_run(build(my), weights, lambda net: run(my, net)))
    if "value" in first:
        return judge(first["value"])
    gaps = []
    for arranged in arrangements([(name, shape) for name, shape in first["layout"]], weights):
        try:
            return judge(student(lambda my, arranged=arranged: run(my, load(build(my), arranged))))
        except AssertionError as gap:
            gaps.append(gap)
    if gaps:
        raise gaps[0]

"""Visible checks of section 3: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_rows_sum_to_one,
    assert_same_module,
    assert_shape,
    assert_unchanged,
    assert_zero,
    exercise,
    number,
    require,
)
from autograder.probekit import attention_weights_of, filled, gradient, warmed

WEIGHTS, OUTPUT = "batch query key", "batch query feature"


@exercise("masked_softmax", read="Padding gets no weight")
def test_equal_scores_share_the_weight_among_the_valid_keys(student):
    """Four equal scores with two valid keys: each valid key gets one half."""
    scores, lens = torch.zeros(1, 1, 4), torch.tensor([2])
    weights = student(lambda my: my.masked_softmax(scores, lens))
    assert_close(weights, torch.tensor([[[0.5, 0.5, 0.0, 0.0]]]), WEIGHTS)


@exercise("masked_softmax", points=1, read="From scores to weights")
def test_rows_sum_to_one(student, expected, draw):
    """The weights of each query are the softmax of its scores: they sum to one over the keys."""
    scores = draw.normal(2, 3, 5)
    probe = lambda my: my.masked_softmax(scores, None)  # noqa: E731
    weights = assert_shape(student(probe), 2, 3, 5, axes="B Tq Tk")
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_close(weights, expected(probe), WEIGHTS)


@exercise("masked_softmax", points=2, read="Padding gets no weight")
def test_padding_gets_no_weight(student, draw):
    """Keys past the valid length of their example get no weight, and the others share all of it."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])
    weights = student(lambda my: my.masked_softmax(scores, lens))
    assert_shape(weights, 2, 3, 5, axes="B Tq Tk")
    past = torch.arange(5) >= lens[:, None, None]
    assert_zero(torch.where(past, weights, 0.0), WEIGHTS)
    assert_rows_sum_to_one(weights, WEIGHTS)


@exercise("masked_softmax", points=1, needs="test_padding_gets_no_weight", read="One length per query")
def test_lengths_per_query(student, expected, draw):
    """With lengths [B Tq] every query has a length of its own."""
    scores, lens = draw.normal(2, 2, 4), torch.tensor([[1, 3], [2, 4]])
    probe = lambda my: my.masked_softmax(scores, lens)  # noqa: E731
    assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("masked_softmax", points=1, read="Leave the scores alone")
def test_scores_stay_as_they_were(student, draw):
    """The scores and lengths that were passed in are not changed by the call."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])

    def probe(my):
        mine, my_lens = scores.clone(), lens.clone()
        my.masked_softmax(mine, my_lens)
        return mine, my_lens

    after, lens_after = student(probe)
    assert_unchanged(after, scores, "the tensor of scores")
    assert_unchanged(lens_after, lens, "the tensor of lengths")


@exercise("masked_softmax", read="Padding gets no weight")
def test_high_scores_of_padding_take_nothing_away(student):
    """With two valid keys the scores -80, -80, 80 and 500, 500, 9000 give 0.5, 0.5, 0: the third is padding."""
    scores = torch.tensor([[[-80.0, -80, 80], [500, 500, 9000]]])
    weights = student(lambda my: my.masked_softmax(scores.clone(), torch.tensor([2])))
    assert_close(weights, torch.tensor([0.5, 0.5, 0.0]).expand(1, 2, 3), WEIGHTS)


@exercise("masked_softmax", read="One length per query")
def test_two_or_four_axes_by_hand(student):
    """Equal scores [Tq Tk] with lengths 1 and 3 give 1 and 1/3; scores [B H Tq Tk] give that for every head."""
    lens, want = torch.tensor([1, 3]), torch.tensor([[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]])
    probe = lambda my: (  # noqa: E731
        my.masked_softmax(torch.zeros(2, 3), lens),
        my.masked_softmax(torch.zeros(2, 2, 1, 3), lens),
    )
    flat, deep = student(probe)
    assert_close(flat, want, "query key")
    assert_close(deep, want[:, None, None].expand(2, 2, 1, 3), "batch head query key")


@exercise("AdditiveAttention", read="Additive attention")
def test_equal_keys_average_the_valid_values(student):
    """With ten equal keys and lengths 2 and 6 the output is the mean of the first 2 and 6 values."""
    values = torch.arange(40.0).reshape(1, 10, 4).repeat(2, 1, 1)
    lens = torch.tensor([2, 6])

    def probe(my):
        net = my.AdditiveAttention(2, 20, 8, 0.1).eval()
        return net(torch.ones(2, 1, 20), torch.ones(2, 10, 2), values, lens)

    want = torch.tensor([[[2.0, 3, 4, 5]], [[10.0, 11, 12, 13]]])
    assert_close(student(probe), want, OUTPUT)


@exercise("AdditiveAttention", read="Additive attention")
def test_an_additive_score_by_hand(student):
    """All learned numbers 1, query 0, keys 0 and 1: scores tanh(0) = 0 and tanh(1) = 0.76, weights 0.32 and 0.68."""
    query, keys = torch.zeros(1, 1, 1), torch.tensor([[[0.0], [1.0]]])

    def probe(my):
        net = warmed(my.AdditiveAttention(1, 1, 1, 0.0).eval(), query, keys, keys, None)
        for parameter in net.parameters():
            parameter.data.fill_(1.0)
        return net(query, keys, keys, None)

    assert_close(student(probe), torch.tensor([[[0.68170]]]), OUTPUT, why="With values 0 and 1 this is the last weight")


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_query_matters(student, draw):
    """Another query gives other weights."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 11)

    def probe(my):
        net = filled(warmed(my.AdditiveAttention(11, 5, 13, 0.0), queries, keys, keys, None), 1).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    weights = assert_shape(student(probe), 2, 3, 7, axes="B Tq Tk")
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_differs(weights[:, 0], weights[:, 1], "the weights of two different queries")


@exercise("AdditiveAttention", points=2, read="Additive attention")
def test_additive_scores_with_given_weights(student, expected, draw):
    """With the same learned numbers the output is that of w_v . tanh(W_q q + W_k k)."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)
    assert_same_module(
        student,
        expected,
        lambda my: warmed(my.AdditiveAttention(11, 5, 17, 0.0), queries, keys, values, None),
        lambda net: net(queries, keys, values, None),
        OUTPUT,
    )


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_padding_does_not_matter(student, draw):
    """Values past the valid length never reach the output."""
    _padding_does_not_matter(student, draw, lambda my: my.AdditiveAttention(5, 5, 7, 0.0))


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_dropout_drops_weights(student, draw):
    """With one key and dropout 1/4 an answer of ones becomes all 0 or all 4/3 in training, and stays in eval mode."""
    _one_key_is_kept_or_dropped(student, draw, lambda my: my.AdditiveAttention(3, 3, 5, 0.25))


@exercise("DotProductAttention", read="Scaled dot products")
def test_dot_product_with_equal_keys(student):
    """With ten equal keys and lengths 2 and 6 the output is the mean of the first 2 and 6 values."""
    values = torch.arange(40.0).reshape(1, 10, 4).repeat(2, 1, 1)
    lens = torch.tensor([2, 6])

    def probe(my):
        return my.DotProductAttention(0.5).eval()(torch.ones(2, 1, 2), torch.ones(2, 10, 2), values, lens)

    want = torch.tensor([[[2.0, 3, 4, 5]], [[10.0, 11, 12, 13]]])
    assert_close(student(probe), want, OUTPUT)


@exercise("DotProductAttention", read="Why the square root")
def test_a_dot_product_by_hand(student):
    """The query (2, 0, 0, 0) has scores 2/2 = 1 and 0 with the keys (1, 0, 0, 0) and 0: weights 0.73 and 0.27."""
    query, keys = torch.tensor([[[2.0, 0, 0, 0]]]), torch.tensor([[[1.0, 0, 0, 0], [0, 0, 0, 0]]])
    values = torch.tensor([[[1.0], [0.0]]])
    output = student(lambda my: my.DotProductAttention(0.0).eval()(query, keys, values, None))
    assert_close(output, torch.tensor([[[0.73106]]]), OUTPUT, why="With values 1 and 0 this is the first weight")


@exercise("DotProductAttention", points=2, read="Why the square root")
def test_scores_are_divided_by_the_square_root(student, expected, draw):
    """Weights are the softmax of q . k over the square root of the feature size."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 5)

    def probe(my):
        net = my.DotProductAttention(0.0).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_padded_keys_do_not_matter(student, draw):
    """Values past the valid length never reach the output."""
    _padding_does_not_matter(student, draw, lambda my: my.DotProductAttention(0.0))


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_dot_product_dropout_drops_weights(student, draw):
    """With one key and dropout 1/4 an answer of ones becomes all 0 or all 4/3 in training, and stays in eval mode."""
    _one_key_is_kept_or_dropped(student, draw, lambda my: my.DotProductAttention(0.25))


@exercise("BilinearAttention", read="Exercise 2: different sizes, matrix products only")
def test_bilinear_with_equal_keys(student):
    """With ten equal keys and lengths 2 and 6 the output is the mean of the first 2 and 6 values."""
    values = torch.arange(40.0).reshape(1, 10, 4).repeat(2, 1, 1)
    lens = torch.tensor([2, 6])

    def probe(my):
        return my.BilinearAttention(20, 2, 0.1).eval()(torch.ones(2, 1, 20), torch.ones(2, 10, 2), values, lens)

    want = torch.tensor([[[2.0, 3, 4, 5]], [[10.0, 11, 12, 13]]])
    assert_close(student(probe), want, OUTPUT)


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_rows_sum_to_one(student, draw):
    """Queries and keys of different sizes give weights that sum to one over the keys and average the values."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)

    def probe(my):
        net = my.BilinearAttention(5, 11, 0.0).eval()
        return net(queries, keys, values, None), attention_weights_of(net)

    output, weights = student(probe)
    assert_rows_sum_to_one(assert_shape(weights, 2, 3, 7, axes="B Tq Tk"), WEIGHTS)
    assert_close(output, weights @ values, OUTPUT, why="The output is the weights times the values")


@exercise("BilinearAttention", read="Exercise 2: different sizes, matrix products only")
def test_bilinear_query_matters(student, draw):
    """Which key is preferred depends on the query."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 11)

    def probe(my):
        net = filled(warmed(my.BilinearAttention(5, 11, 0.0), queries, keys, keys, None), 1).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    weights = assert_shape(student(probe), 2, 3, 7, axes="B Tq Tk")
    assert_differs(weights[:, 0], weights[:, 1], "the weights of two different queries")


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_scores_are_products(student, draw):
    """Doubling the query, the keys, or all learned numbers multiplies the differences of all scores alike."""
    queries, keys = 0.5 * draw.normal(2, 3, 5), 0.5 * draw.normal(2, 7, 11)

    def probe(my):
        net = filled(warmed(my.BilinearAttention(5, 11, 0.0), queries, keys, keys, None), 1, scale=0.2).eval()
        found = []
        for q, k in ((queries, keys), (2 * queries, keys), (queries, 2 * keys), (queries, keys)):
            net(q, k, k, None)
            found.append(torch.log(attention_weights_of(net)))
            if len(found) == 3:
                for parameter in net.parameters():
                    parameter.data.mul_(2)
        return found

    once, query_twice, keys_twice, all_twice = (logs - logs[..., :1] for logs in student(probe))
    require(bool((once.abs() > 1e-2).any()), "all keys have the same weight")
    factor = (all_twice * once).sum() / (once * once).sum()
    for name, got, want in (
        ("query", query_twice, 2 * once),
        ("keys", keys_twice, 2 * once),
        ("learned numbers", all_twice, factor * once),
    ):
        assert_close(got, want, WEIGHTS, why=f"Differences of scores, for twice the {name}", loosen=5)


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_uses_all_of_query_and_key(student, draw):
    """Every feature of query, key and value can change the answer, and what joins query and key is learned."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 2)

    def probe(my):
        net = filled(warmed(my.BilinearAttention(5, 11, 0.0), queries, keys, values, None), 1, scale=0.2).eval()
        leaves = [inputs.clone().requires_grad_() for inputs in (queries, keys, values)]
        learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
        grads = gradient(net(*leaves, None), [*leaves, *learned])
        used = [0.0 if g is None else g.abs().flatten(0, -2).max(0)[0].min() for g in grads[:3]]
        return used, [0.0 if g is None else g.abs().max() for g in grads[3:]]

    used, taught = student(probe)
    for size, name in zip(used, ("query", "key", "value"), strict=True):
        require(number(size) > 1e-9, f"some feature of the {name} never reaches the answer")
    require(any(number(size) > 1e-9 for size in taught), "nothing between the two sizes is learned")


@exercise("BilinearAttention", read="Exercise 2: different sizes, matrix products only")
def test_bilinear_dropout_drops_weights(student, draw):
    """With one key and dropout 1/4 an answer of ones becomes all 0 or all 4/3 in training, and stays in eval mode."""
    _one_key_is_kept_or_dropped(student, draw, lambda my: my.BilinearAttention(3, 3, 0.25))


@exercise("sum_scores", read="Exercise 3: why not simply add?")
def test_a_sum_by_hand(student):
    """The query (1, 2) has with the keys (3, 4), (0, 0) and (5, -1) the scores 10, 3 and 7."""
    query, keys = torch.tensor([[[1.0, 2.0]]]), torch.tensor([[[3.0, 4.0], [0.0, 0.0], [5.0, -1.0]]])
    assert_close(student(lambda my: my.sum_scores(query, keys)), torch.tensor([[[10.0, 3.0, 7.0]]]), WEIGHTS)


@exercise("sum_scores", points=2, read="Exercise 3: why not simply add?")
def test_every_query_gets_the_same_weights(student, draw):
    """The softmax of the scores is the same for every query, though the scores are not: the query cancels."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 5)
    scores = assert_shape(student(lambda my: my.sum_scores(queries, keys)), 2, 3, 7, axes="B Tq Tk")
    weights = torch.softmax(scores, -1)
    assert_close(weights[:, 1:], weights[:, :1].expand(2, 2, 7), WEIGHTS)
    assert_differs(scores[:, 0], scores[:, 1], "the scores of two different queries")
    assert_differs(weights[..., 0], weights[..., 1], "the weights of two different keys")


@exercise("scorers_agree", read="Exercise 1: change the keys")
def test_a_gap_by_hand(student):
    """One query weighs three keys 0.4, 0.3, 0.3 here and 0.2, 0.7, 0.1 there, the other one alike: the gap is 0.4."""
    keys, queries = torch.zeros(1, 3, 1), torch.zeros(1, 2, 1)
    one, other = torch.tensor([[[1.0, 0, 0], [0.4, 0.3, 0.3]]]), torch.tensor([[[1.0, 0, 0], [0.2, 0.7, 0.1]]])
    probe = lambda my: my.scorers_agree(keys, queries, _Scorer(lambda *_: one), _Scorer(lambda *_: other))  # noqa: E731
    assert_close(number(student(probe)), 0.4)


@exercise("scorers_agree", points=2, read="Exercise 1: change the keys")
def test_equal_keys_leave_no_gap(student, draw):
    """With equal keys two very different scorers give uniform weights, so the gap is 0; with other keys it is not."""
    queries, equal, other = draw.normal(2, 3, 5), draw.normal(1, 1, 5).expand(2, 7, 5), draw.normal(2, 7, 5)

    def probe(my):
        product = _Scorer(lambda q, k: torch.softmax(q @ k.mT, -1))
        distance = _Scorer(lambda q, k: torch.softmax(-torch.cdist(q, k), -1))
        return [my.scorers_agree(keys, queries, distance, product) for keys in (equal, other)]

    none, some = (number(gap) for gap in student(probe))
    require(abs(none) < 1e-5, f"with equal keys the largest difference should be 0, got {none:.4g}")
    require(some > 1e-3, f"with different keys the largest difference should be above 0, got {some:.4g}")


class _Scorer(torch.nn.Module):
    """An attention module with weights of our own making."""

    def __init__(self, weigh):
        super().__init__()
        self.weigh = weigh

    def forward(self, queries, keys, values, valid_lens=None):  # noqa: ARG002
        self.attention_weights = self.weigh(queries, keys)
        return self.attention_weights @ values


def _padding_does_not_matter(student, draw, make):
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 2)
    lens = torch.tensor([3, 5])
    changed = torch.where(torch.arange(7)[None, :, None] >= lens[:, None, None], 50.0, values)

    def probe(my):
        net = make(my).eval()
        return net(queries, keys, values, lens), net(queries, keys, changed, lens)

    first, second = student(probe)
    assert_close(second, assert_shape(first, 2, 3, 2), OUTPUT, why="Only values of padding were changed")


def _one_key_is_kept_or_dropped(student, draw, make):
    queries, key, ones = draw.normal(7, 37, 3), draw.normal(7, 1, 3), torch.ones(7, 1, 2)

    def probe(my):
        net = make(my)
        return net.train()(queries, key, ones, None), net.eval()(queries, key, ones, None)

    train, test = student(probe)
    assert_close(test, torch.ones(7, 37, 2), OUTPUT, why="In eval mode nothing is dropped")
    dropped = assert_shape(train, 7, 37, 2, axes="B Tq Dv").abs() < 1e-4
    require(bool(dropped.any()), "in train mode with dropout 1/4 no weight was dropped")
    assert_close(train, torch.where(dropped, 0.0, 4 / 3), OUTPUT, why="What is kept is scaled up by 1 / (1 - 1/4)")
    assert_close(train, train[..., :1].expand(7, 37, 2), OUTPUT, why="Dropping a weight drops its value as a whole")
    for axis, name in ((0, "examples"), (1, "queries")):
        alike = bool((dropped == dropped.narrow(axis, 0, 1)).all())
        require(not alike, f"all {name} lose the same weights; dropout should decide for each weight on its own")

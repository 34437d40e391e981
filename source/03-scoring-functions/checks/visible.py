"""Visible checks of section 3: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_rows_sum_to_one,
    assert_same_module,
    assert_unchanged,
    assert_zero,
    exercise,
    number,
    require,
)
from autograder.probekit import attention_weights_of, filled

WEIGHTS = "batch query key"


@exercise("masked_softmax", read="Padding gets no weight")
def test_equal_scores_share_the_weight_among_the_valid_keys(student):
    """Four equal scores with two valid keys: each valid key gets one half."""
    scores, lens = torch.zeros(1, 1, 4), torch.tensor([2])
    weights = student(lambda my: my.masked_softmax(scores, lens))
    assert_close(weights, torch.tensor([[[0.5, 0.5, 0.0, 0.0]]]), WEIGHTS)


@exercise("masked_softmax", points=1, read="From scores to weights")
def test_rows_sum_to_one(student, draw):
    """The weights of each query sum to one over the keys."""
    scores = draw.normal(2, 3, 5)
    assert_rows_sum_to_one(student(lambda my: my.masked_softmax(scores, None)), WEIGHTS)


@exercise("masked_softmax", points=2, read="Padding gets no weight")
def test_padding_gets_no_weight(student, draw):
    """Keys past the valid length of their example get no weight."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])
    weights = student(lambda my: my.masked_softmax(scores, lens))
    require(getattr(weights, "shape", None) == (2, 3, 5), f"expected weights of shape [2, 3, 5], got {weights}"[:200])
    past = torch.arange(5) >= lens[:, None, None]
    assert_zero(torch.where(past, weights, 0.0), WEIGHTS)


@exercise("masked_softmax", points=2, needs="test_padding_gets_no_weight", read="One length per query")
def test_lengths_per_query(student, expected, draw):
    """With lengths [B Tq] every query has a length of its own."""
    scores, lens = draw.normal(2, 2, 4), torch.tensor([[1, 3], [2, 4]])
    probe = lambda my: my.masked_softmax(scores, lens)  # noqa: E731
    assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("masked_softmax", points=1, read="Leave the scores alone")
def test_scores_stay_as_they_were(student, draw):
    """The scores that were passed in are not changed by the call."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])

    def probe(my):
        mine = scores.clone()
        my.masked_softmax(mine, lens)
        return mine

    assert_unchanged(student(probe), scores, "the tensor of scores")


@exercise("AdditiveAttention", read="Additive attention")
def test_equal_keys_average_the_valid_values(student):
    """With ten equal keys and lengths 2 and 6 the output is the mean of the first 2 and 6 values."""
    values = torch.arange(40.0).reshape(1, 10, 4).repeat(2, 1, 1)
    lens = torch.tensor([2, 6])

    def probe(my):
        net = my.AdditiveAttention(2, 20, 8, 0.1).eval()
        return net(torch.ones(2, 1, 20), torch.ones(2, 10, 2), values, lens)

    want = torch.tensor([[[2.0, 3, 4, 5]], [[10.0, 11, 12, 13]]])
    assert_close(student(probe), want, "batch query feature")


@exercise("AdditiveAttention", points=2, read="Additive attention")
def test_query_matters(student, draw):
    """Another query gives other weights."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 11)

    def probe(my):
        net = filled(my.AdditiveAttention(11, 5, 13, 0.0), 1).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    weights = student(probe)
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_differs(weights[:, 0], weights[:, 1], "the weights of two different queries")


@exercise("AdditiveAttention", points=2, read="Additive attention")
def test_additive_scores_with_given_weights(student, expected, draw):
    """With the same learned numbers the output is that of w_v . tanh(W_q q + W_k k)."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)
    lens = torch.tensor([3, 7])
    assert_same_module(
        student,
        expected,
        lambda my: my.AdditiveAttention(11, 5, 17, 0.0),
        lambda net: net(queries, keys, values, lens),
        "batch query feature",
    )


@exercise("DotProductAttention", read="Scaled dot products")
def test_dot_product_with_equal_keys(student):
    """With ten equal keys and lengths 2 and 6 the output is the mean of the first 2 and 6 values."""
    values = torch.arange(40.0).reshape(1, 10, 4).repeat(2, 1, 1)
    lens = torch.tensor([2, 6])

    def probe(my):
        return my.DotProductAttention(0.5).eval()(torch.ones(2, 1, 2), torch.ones(2, 10, 2), values, lens)

    want = torch.tensor([[[2.0, 3, 4, 5]], [[10.0, 11, 12, 13]]])
    assert_close(student(probe), want, "batch query feature")


@exercise("DotProductAttention", points=2, read="Why the square root")
def test_scores_are_divided_by_the_square_root(student, expected, draw):
    """Weights are the softmax of q . k over the square root of the feature size."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 5)

    def probe(my):
        net = my.DotProductAttention(0.0).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("DotProductAttention", points=2, read="Scaled dot products")
def test_padded_keys_do_not_matter(student, draw):
    """Values past the valid length never reach the output."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 2)
    lens = torch.tensor([3, 5])
    changed = torch.where(torch.arange(7)[None, :, None] >= lens[:, None, None], 50.0, values)

    def probe(my):
        net = my.DotProductAttention(0.0).eval()
        return net(queries, keys, values, lens), net(queries, keys, changed, lens)

    first, second = student(probe)
    assert_close(second, first, "batch query feature", why="Only values of padding were changed")


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_rows_sum_to_one(student, draw):
    """Queries and keys of different sizes give weights that sum to one over the keys."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)

    def probe(my):
        net = my.BilinearAttention(5, 11, 0.0).eval()
        return net(queries, keys, values, None), attention_weights_of(net)

    output, weights = student(probe)
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_close(output, weights @ values, "batch query feature", why="The output is the weights times the values")


@exercise("BilinearAttention", points=2, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_query_matters(student, draw):
    """Which key is preferred depends on the query."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 11)

    def probe(my):
        net = filled(my.BilinearAttention(5, 11, 0.0), 1).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    weights = student(probe)
    assert_differs(weights[:, 0], weights[:, 1], "the weights of two different queries")


@exercise("sum_scores", read="Exercise 3: why not simply add?")
def test_a_sum_by_hand(student):
    """The query (1, 2) and the key (3, 4) have the score 1 + 2 + 3 + 4 = 10."""
    score = student(lambda my: my.sum_scores(torch.tensor([[[1.0, 2.0]]]), torch.tensor([[[3.0, 4.0]]])))
    assert_close(score, torch.tensor([[[10.0]]]), WEIGHTS)


@exercise("sum_scores", points=2, read="Exercise 3: why not simply add?")
def test_every_query_gets_the_same_weights(student, draw):
    """The softmax of the scores is the same for every query: the query cancels."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 5)
    scores = student(lambda my: my.sum_scores(queries, keys))
    weights = torch.softmax(scores, -1)
    assert_close(weights[:, 1:], weights[:, :1].expand(2, 2, 7), WEIGHTS)


@exercise("scorers_agree", points=2, read="Exercise 1: change the keys")
def test_equal_keys_leave_no_gap(student, draw):
    """With equal keys both scorers give uniform weights, so the gap is 0."""
    keys, queries = draw.normal(1, 1, 5).expand(2, 7, 5), draw.normal(2, 3, 5)

    def probe(my):
        return my.scorers_agree(
            keys, queries, my.AdditiveAttention(5, 5, 4, 0.0).eval(), my.DotProductAttention(0.0).eval()
        )

    require(abs(number(student(probe))) < 1e-5, "with equal keys the largest difference should be 0")

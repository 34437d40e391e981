"""Hidden checks of section 3: what decides. Read in order they say what attention by scores is."""

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
from autograder.probekit import attention_weights_of, filled, gradient

WEIGHTS, OUTPUT = "batch query key", "batch query feature"


@exercise("masked_softmax", points=1)
def test_lengths_per_example(student, expected, draw):
    """One length per example holds for all of its queries, and for no other example."""
    scores, lens = draw.normal(5, 3, 7), draw.lengths(5, 7)
    probe = lambda my: my.masked_softmax(scores, lens)  # noqa: E731
    assert_close(student(probe), expected(probe), WEIGHTS, dtype=True)


@exercise("masked_softmax", points=1)
def test_lengths_per_query_on_odd_sizes(student, expected, draw):
    """One length per query, with as many examples as queries and without."""
    for shape in ((2, 5, 7), (3, 3, 5)):
        scores, lens = draw.normal(*shape), draw.lengths(shape[0] * shape[1], shape[2]).reshape(shape[:2])
        probe = lambda my, scores=scores, lens=lens: my.masked_softmax(scores, lens)  # noqa: E731
        assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("masked_softmax", points=1)
def test_square_scores_with_lengths_per_example(student, expected, draw):
    """Lengths of examples stay with the examples when there are as many examples, queries and keys."""
    scores, lens = draw.normal(3, 3, 3), torch.tensor([1, 3, 2])
    probe = lambda my: (my.masked_softmax(scores, lens), my.masked_softmax(scores, None))  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, WEIGHTS)


@exercise("masked_softmax", points=1)
def test_extreme_scores(student, expected, draw):
    """Large scores of padding take nothing away, and very low scores of valid keys keep their weights."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])
    past = torch.arange(5) >= lens[:, None, None]
    loud, quiet = torch.where(past, 1e4, scores), torch.where(past, scores, scores - 300)
    probe = lambda my: (my.masked_softmax(loud, lens), my.masked_softmax(quiet, lens))  # noqa: E731
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_zero(torch.where(past, got, 0.0), WEIGHTS)
        assert_close(got, want, WEIGHTS)


@exercise("masked_softmax", points=1)
def test_gradients_reach_valid_scores_only(student, expected, draw):
    """Scores that need gradients are welcome: valid ones get them, padding gets none."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])

    def probe(my):
        mine = scores.clone().requires_grad_()
        return gradient(my.masked_softmax(mine, lens), [mine])[0]

    assert_close(student(probe), expected(probe), WEIGHTS, why="This is the gradient of the scores")


@exercise("masked_softmax", points=1)
def test_two_and_four_axes(student, expected, draw):
    """Scores may have two axes or four; lengths count examples, or queries, from the left."""
    flat, deep = draw.normal(3, 5), draw.normal(2, 3, 5, 7)
    lens, per_query = draw.lengths(2, 7), draw.lengths(10, 7).reshape(2, 5)

    def probe(my):
        return [
            my.masked_softmax(flat, None),
            my.masked_softmax(flat, torch.tensor([1, 5, 2])),
            my.masked_softmax(deep, lens),
            my.masked_softmax(deep, per_query),
        ]

    for got, want, axes in zip(
        student(probe), expected(probe), ["query key"] * 2 + ["batch head query key"] * 2, strict=True
    ):
        assert_close(got, want, axes)


@exercise("AdditiveAttention", points=2)
def test_additive_agrees_with_lengths_per_query(student, expected, draw):
    """Output and weights are right for lengths per query and all sizes different."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)
    lens = draw.lengths(6, 7).reshape(2, 3)
    assert_same_module(
        student,
        expected,
        lambda my: my.AdditiveAttention(11, 5, 17, 0.3),
        lambda net: torch.cat([net(queries, keys, values, lens), attention_weights_of(net)], -1),
        OUTPUT,
    )


@exercise("AdditiveAttention", points=1)
def test_additive_on_equal_sizes(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, for one query, and for one key."""
    square = [draw.normal(3, 3, 3) for _ in range(3)]
    narrow = [draw.normal(2, 1, 3), draw.normal(2, 1, 3), draw.normal(2, 1, 3)]
    for inputs in (square, narrow):
        assert_same_module(
            student,
            expected,
            lambda my: my.AdditiveAttention(3, 3, 3, 0.0),
            lambda net, inputs=inputs: torch.cat([net(*inputs, None), attention_weights_of(net)], -1),
            OUTPUT,
        )


@exercise("AdditiveAttention", points=1)
def test_additive_learns_from_every_part(student, draw):
    """Gradients reach the queries, the keys, the values and every learned number."""
    inputs = [draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)]

    def probe(my):
        net = filled(my.AdditiveAttention(11, 5, 17, 0.0), 1).eval()
        leaves = [value.clone().requires_grad_() for value in inputs]
        grads = gradient(net(*leaves, torch.tensor([3, 7])), [*leaves, *net.parameters()])
        return [0.0 if grad is None else grad.abs().max() for grad in grads]

    require(all(number(size) > 1e-9 for size in student(probe)), "no gradient reaches some of the inputs or weights")


@exercise("AdditiveAttention", points=2)
def test_additive_dropout_acts_on_the_weights(student, draw):
    """In train mode dropout acts on the weights, in eval mode on nothing; the weights kept are those before it."""
    _dropout_acts_on_weights(student, draw, lambda my, p: my.AdditiveAttention(5, 5, 7, p))


@exercise("AdditiveAttention", points=1)
def test_additive_padding_and_inputs(student, draw):
    """Padding gets no weight, and the tensors passed in stay as they were."""
    _padding_and_inputs(student, draw, lambda my: filled(my.AdditiveAttention(5, 5, 7, 0.0), 1).eval())


@exercise("AdditiveAttention", points=1)
def test_additive_never_mixes_examples(student, draw):
    """An example alone gives what it gives in a batch."""
    queries, keys, values = draw.normal(3, 3, 5), draw.normal(3, 7, 5), draw.normal(3, 7, 2)
    lens = torch.tensor([2, 7, 4])

    def probe(my):
        net = filled(my.AdditiveAttention(5, 5, 7, 0.0), 1).eval()
        return net(queries, keys, values, lens), net(queries[1:2], keys[1:2], values[1:2], lens[1:2])

    together, alone = student(probe)
    assert_close(alone, together[1:2], OUTPUT, why="The same example alone and in a batch")


@exercise("DotProductAttention", points=1)
def test_dot_product_agrees_with_lengths_per_query(student, expected, draw):
    """Output and weights are right for lengths per query and all sizes different."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 13)
    lens = draw.lengths(6, 7).reshape(2, 3)

    def probe(my):
        net = my.DotProductAttention(0.3).eval()
        return net(queries, keys, values, lens), attention_weights_of(net)

    (output, weights), (want, want_weights) = student(probe), expected(probe)
    assert_close(weights, want_weights, WEIGHTS)
    assert_close(output, want, OUTPUT)


@exercise("DotProductAttention", points=1)
def test_dot_product_on_equal_sizes(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, for one query, and for features of size one."""
    for shapes in (((3, 3, 3),) * 3, ((2, 1, 5), (2, 7, 5), (2, 7, 1)), ((2, 3, 1), (2, 3, 1), (2, 3, 1))):
        inputs = [draw.normal(*shape) for shape in shapes]
        probe = lambda my, inputs=inputs: my.DotProductAttention(0.0).eval()(*inputs)  # noqa: E731
        assert_close(student(probe), expected(probe), OUTPUT)


@exercise("DotProductAttention", points=1)
def test_dot_product_gradients(student, expected, draw):
    """Gradients reach queries, keys and values, and are those of the formula."""
    inputs = [draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 11)]

    def probe(my):
        leaves = [value.clone().requires_grad_() for value in inputs]
        return gradient(my.DotProductAttention(0.0).eval()(*leaves, torch.tensor([3, 7])), leaves)

    for got, want, name in zip(student(probe), expected(probe), ("queries", "keys", "values"), strict=True):
        require(got is not None, f"no gradient reaches the {name}")
        assert_close(got, want, why=f"This is the gradient of the {name}")


@exercise("DotProductAttention", points=1)
def test_dot_product_dropout_acts_on_the_weights(student, draw):
    """In train mode dropout acts on the weights, in eval mode on nothing; the weights kept are those before it."""
    _dropout_acts_on_weights(student, draw, lambda my, p: my.DotProductAttention(p))


@exercise("DotProductAttention", points=1)
def test_dot_product_padding_and_inputs(student, draw):
    """Padding gets no weight, and the tensors passed in stay as they were."""
    _padding_and_inputs(student, draw, lambda my: my.DotProductAttention(0.0).eval())


@exercise("DotProductAttention", points=1)
def test_dot_product_learns_nothing(student):
    """Scaled dot-product attention has no learned numbers."""
    count = student(lambda my: sum(p.numel() for p in my.DotProductAttention(0.1).parameters()))
    require(count == 0, f"expected no learned numbers, got {count}")


@exercise("BilinearAttention", points=2)
def test_bilinear_scores_are_products(student, draw):
    """Doubling the query doubles the differences of its scores, and so does doubling a key."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 11)

    def probe(my):
        net = filled(my.BilinearAttention(5, 11, 0.0), 1, scale=0.2).eval()
        found = []
        for q, k in ((queries, keys), (2 * queries, keys), (queries, 2 * keys)):
            net(q, k, k, None)
            found.append(attention_weights_of(net))
        return found

    once, query_twice, key_twice = (torch.log(weights.double()) for weights in student(probe))
    once = once - once[..., :1]
    for name, twice in (("query", query_twice), ("key", key_twice)):
        assert_close(
            twice - twice[..., :1], 2 * once, WEIGHTS, why=f"Differences of scores, for twice the {name}", loosen=50
        )


@exercise("BilinearAttention", points=1)
def test_bilinear_uses_all_of_query_and_key(student, draw):
    """Every feature of the query and of the key can change the weights."""
    queries, keys, lens = draw.normal(2, 3, 5), draw.normal(2, 7, 11), torch.tensor([4, 7])

    def probe(my):
        net = filled(my.BilinearAttention(5, 11, 0.0), 1).eval()
        leaves = [queries.clone().requires_grad_(), keys.clone().requires_grad_()]
        net(*leaves, torch.ones(2, 7, 2), lens)
        grads = gradient(attention_weights_of(net), [*leaves, *net.parameters()])
        return [0.0 if g is None else g.abs().flatten(0, -2).max(0)[0].min() for g in grads]

    require(
        all(number(size) > 1e-9 for size in student(probe)), "some feature or learned number never reaches the weights"
    )


@exercise("BilinearAttention", points=1)
def test_bilinear_padding_and_inputs(student, draw):
    """Padding gets no weight, and the tensors passed in stay as they were."""
    _padding_and_inputs(student, draw, lambda my: filled(my.BilinearAttention(5, 5, 0.0), 1).eval())


@exercise("BilinearAttention", points=1)
def test_bilinear_dropout_acts_on_the_weights(student, draw):
    """In train mode dropout acts on the weights, in eval mode on nothing; the weights kept are those before it."""
    _dropout_acts_on_weights(student, draw, lambda my, p: my.BilinearAttention(5, 5, p))


@exercise("sum_scores", points=2)
def test_sums_on_odd_sizes(student, expected, draw):
    """Scores are [B Tq Tk] for sizes that are all different."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 5)
    probe = lambda my: my.sum_scores(queries, keys)  # noqa: E731
    assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("scorers_agree", points=2)
def test_different_keys_leave_a_gap(student, expected, draw):
    """With different keys the gap is the largest absolute difference of the two sets of weights."""
    keys, queries = draw.normal(2, 7, 5), draw.normal(2, 3, 5)

    class Given(torch.nn.Module):
        def __init__(self, scores):
            super().__init__()
            self.scores = scores

        def forward(self, queries, keys, values, valid_lens=None):
            self.attention_weights = torch.softmax(self.scores(queries, keys), -1)
            return self.attention_weights @ values

    def probe(my):
        plain = Given(lambda q, k: q @ k.mT)
        return my.scorers_agree(keys, queries, plain, Given(lambda q, k: -(q[..., :1] @ k[..., :1].mT)))

    assert_close(number(student(probe)), number(expected(probe)))


def _dropout_acts_on_weights(student, draw, make):
    """Values of all ones show where dropout acts: on weights, all features of an output fall or rise together."""
    queries, keys, ones = draw.normal(7, 11, 5), draw.normal(7, 13, 5), torch.ones(7, 13, 3)

    def probe(my):
        net = make(my, 0.5)
        kept = net.train()(queries, keys, ones, None), attention_weights_of(net)
        everything = make(my, 1.0).train()(queries, keys, ones, None)
        return *kept, everything, net.eval()(queries, keys, ones, None)

    train, weights, everything, test = student(probe)
    assert_close(test, torch.ones(7, 11, 3), OUTPUT, why="In eval mode nothing is dropped")
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_differs(train, torch.ones(7, 11, 3), "outputs in train mode with dropout, and those without,")
    assert_close(train, train[..., :1].expand(7, 11, 3), OUTPUT, why="Dropping a weight drops its value as a whole")
    assert_zero(everything, OUTPUT, why="With dropout 1 every weight is dropped")
    assert_close(train.mean(), torch.tensor(1.0), why="What is kept is scaled up, so the mean stays", loosen=2000)


def _padding_and_inputs(student, draw, make):
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 5)
    lens = torch.tensor([2, 5])

    def probe(my):
        net = make(my)
        inputs = [queries.clone(), keys.clone(), values.clone()]
        output = net(*inputs, lens)
        return output, attention_weights_of(net), inputs

    output, weights, after = student(probe)
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_zero(torch.where(torch.arange(7) >= lens[:, None, None], weights, 0.0), WEIGHTS)
    assert_close(output, weights @ values, OUTPUT, why="The output is the weights times the values")
    for got, want, name in zip(after, (queries, keys, values), ("queries", "keys", "values"), strict=True):
        assert_unchanged(got, want, f"the tensor of {name}")

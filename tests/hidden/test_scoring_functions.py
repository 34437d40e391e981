"""Hidden checks of section 3: what decides. Read in order they say what attention by scores is."""

import torch

from autograder.checks import (
    assert_close,
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
AXES = {2: "query key", 3: WEIGHTS, 4: "batch head query key"}


@exercise("masked_softmax", points=1, read="Padding gets no weight")
def test_lengths_per_example(student, expected, draw):
    """One length per example holds for all of its queries, with as many examples as queries and without."""
    for shape in ((5, 3, 7), (3, 3, 3)):
        scores, lens = draw.normal(*shape), draw.lengths(shape[0], shape[2])
        probe = lambda my: [my.masked_softmax(scores, given) for given in (lens, lens.flip(0))]
        for got, want in zip(student(probe), expected(probe), strict=True):
            assert_close(got, want, WEIGHTS)


@exercise("masked_softmax", points=1, read="One length per query")
def test_lengths_per_query_on_odd_sizes(student, expected, draw):
    """One length per query, with as many examples as queries and without."""
    for shape in ((2, 5, 7), (3, 3, 5), (1, 2, 1)):
        scores, lens = draw.normal(*shape), draw.lengths(shape[0] * shape[1], shape[2]).reshape(shape[:2])
        probe = lambda my: [my.masked_softmax(scores, given) for given in (lens, lens.flip(0))]
        for got, want in zip(student(probe), expected(probe), strict=True):
            assert_close(got, want, WEIGHTS)


@exercise("masked_softmax", points=1, read="Padding gets no weight")
def test_extreme_scores(student, expected, draw):
    """Large scores, of padding or of valid keys, do no harm, and very low scores of valid keys keep their weights."""
    scores, lens = draw.normal(2, 3, 5), torch.tensor([2, 4])
    past = torch.arange(5) >= lens[:, None, None]
    loud, quiet = torch.where(past, 1e4, scores), torch.where(past, scores, scores - 1500)
    probe = lambda my: [my.masked_softmax(*given) for given in ((loud, lens), (quiet, lens), (300 + scores, None))]
    found = student(probe)
    for got in found[:2]:
        assert_zero(torch.where(past, assert_shape(got, 2, 3, 5, axes="B Tq Tk"), 0.0), WEIGHTS)
    for got, want in zip(found, expected(probe), strict=True):
        assert_close(got, want, WEIGHTS, loosen=5)


@exercise("masked_softmax", points=1, read="Leave the scores alone")
def test_gradients_reach_valid_scores_only(student, expected, draw):
    """Scores that need gradients stay as they are, whatever their axes: valid ones get gradients, padding gets none."""
    for scores, lens in _every_kind(draw):

        def probe(my):
            mine = scores.clone().requires_grad_()
            return gradient(my.masked_softmax(mine, lens), [mine])[0], mine

        (got, after), (want, _) = student(probe), expected(probe)
        assert_unchanged(after, scores, "the tensor of scores")
        assert_close(got, want, AXES[scores.dim()], why="This is the gradient of the scores")


@exercise("masked_softmax", points=1, read="Padding gets no weight")
def test_dtype_and_order_in_memory(student, expected, draw):
    """Double precision stays double precision, and a transposed view is as good as a fresh tensor."""
    view, per_query = draw.normal(2, 5, 3).mT, draw.lengths(6, 5).reshape(2, 3)
    for scores, lens in (*_every_kind(draw), (view, torch.tensor([2, 4])), (view, per_query)):
        probe = lambda my: my.masked_softmax(scores, lens)
        assert_close(student(probe), expected(probe), AXES[scores.dim()], dtype=True)


@exercise("masked_softmax", points=1, read="One length per query")
def test_two_axes(student, expected, draw):
    """Scores may have two axes: one length for each row, or none."""
    scores, lens = draw.normal(3, 5), draw.lengths(3, 5)
    probe = lambda my: (my.masked_softmax(scores, None), my.masked_softmax(scores, lens))
    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, "query key")


@exercise("masked_softmax", points=1, read="One length per query")
def test_four_axes(student, expected, draw):
    """Scores may have heads between examples and queries; a length holds for every head."""
    for shape in ((2, 3, 5, 7), (3, 3, 3, 3)):
        scores = draw.normal(*shape)
        lens, per_query = draw.lengths(shape[0], shape[3]), draw.lengths(shape[0] * shape[2], shape[3])
        per_query = per_query.reshape(shape[0], shape[2])
        for given in (None, lens, per_query):
            probe = lambda my, scores=scores, given=given: my.masked_softmax(scores, given)
            assert_close(student(probe), expected(probe), "batch head query key")


@exercise("AdditiveAttention", points=2, read="Additive attention")
def test_additive_agrees_with_lengths_per_query(student, expected, draw):
    """Output and weights are right for all sizes different, with a length per example and one per query."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)
    for lens in (torch.tensor([3, 7]), draw.lengths(6, 7).reshape(2, 3)):
        assert_same_module(
            student,
            expected,
            lambda my, lens=lens: warmed(my.AdditiveAttention(11, 5, 17, 0.3), queries, keys, values, lens),
            lambda net, lens=lens: (net(queries, keys, values, lens), attention_weights_of(net)),
            judge=_both_close,
        )


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_on_equal_sizes(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, for one query, and for one key."""
    for shapes in (((3, 3, 3),) * 3, ((2, 1, 3), (2, 1, 3), (2, 1, 3)), ((3, 1, 3), (3, 3, 3), (3, 3, 1))):
        inputs = [draw.normal(*shape) for shape in shapes]
        assert_same_module(
            student,
            expected,
            lambda my, inputs=inputs: warmed(my.AdditiveAttention(3, 3, 3, 0.0), *inputs, None),
            lambda net, inputs=inputs: (net(*inputs, None), attention_weights_of(net)),
            judge=_both_close,
        )


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_with_all_weights_alike(student, expected, draw):
    """With every learned number 0.2 the scores are those of the formula, however the numbers are laid out."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)

    def probe(my):
        net = warmed(my.AdditiveAttention(11, 5, 17, 0.0).eval(), queries, keys, values, None)
        for parameter in net.parameters():
            parameter.data.fill_(0.2)
        return net(queries, keys, values, None), attention_weights_of(net)

    _both_close(student(probe), expected(probe))


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_learns_from_every_part(student, draw):
    """Gradients reach the queries, the keys, the values and every learned number."""
    inputs, lens = [draw.normal(2, 3, 5), draw.normal(2, 7, 11), draw.normal(2, 7, 13)], torch.tensor([3, 7])

    def probe(my):
        net = filled(warmed(my.AdditiveAttention(11, 5, 17, 0.0), *inputs, lens), 1).eval()
        leaves = [value.clone().requires_grad_() for value in inputs]
        grads = gradient(net(*leaves, lens), [*leaves, *net.parameters()])
        return [0.0 if grad is None else grad.abs().max() for grad in grads]

    sizes = student(probe)
    require(len(sizes) > 3, "nothing is learned: parameters() is empty")
    require(all(number(size) > 1e-9 for size in sizes), "no gradient reaches some of the inputs or learned numbers")


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_dropout_acts_on_the_weights(student, draw):
    """In train mode dropout acts on single valid weights, in eval mode on none; those kept are from before it."""
    _dropout_acts_on_weights(student, draw, lambda my: my.AdditiveAttention(5, 5, 7, 0.5))


@exercise("AdditiveAttention", points=1, read="Additive attention")
def test_additive_padding_and_inputs(student, draw):
    """Padding gets no weight, a query compares alone as among others, and the tensors passed in stay as they were."""
    _padding_and_inputs(student, draw, lambda my: my.AdditiveAttention(5, 5, 7, 0.0))


@exercise("DotProductAttention", points=1, read="Why the square root")
def test_dot_product_agrees_with_lengths_per_query(student, expected, draw):
    """Output and weights are right for short queries and long ones, with a length per example and one per query."""
    for size, lens in ((5, torch.tensor([3, 7])), (509, draw.lengths(6, 7).reshape(2, 3)), (11, None)):
        queries, keys, values = 0.3 * draw.normal(2, 3, size), draw.normal(2, 7, size), draw.normal(2, 7, 13)

        def probe(my):
            net = my.DotProductAttention(0.3).eval()
            return net(queries, keys, values, lens), attention_weights_of(net)

        _both_close(student(probe), expected(probe))


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_dot_product_on_equal_sizes(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, for one query, for one key, and for features of size one."""
    kinds = ((3, 3, 3),) * 3, ((2, 1, 5), (2, 7, 5), (2, 7, 1)), ((2, 3, 1), (2, 3, 1), (2, 3, 1))
    sets = [[draw.normal(*shape) for shape in shapes] for shapes in kinds]

    def probe(my):
        net = my.DotProductAttention(0.0).eval()
        return [net(*inputs, None) for inputs in sets]

    for got, want in zip(student(probe), expected(probe), strict=True):
        assert_close(got, want, OUTPUT)


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_dot_product_gradients(student, expected, draw):
    """Gradients reach queries, keys and values, and are those of the formula."""
    inputs = [draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 11)]

    def probe(my):
        leaves = [value.clone().requires_grad_() for value in inputs]
        return gradient(my.DotProductAttention(0.0).eval()(*leaves, torch.tensor([3, 7])), leaves)

    for got, want, name in zip(student(probe), expected(probe), ("queries", "keys", "values"), strict=True):
        require(got is not None, f"no gradient reaches the {name}")
        assert_close(got, want, why=f"This is the gradient of the {name}")


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_dot_product_dropout_acts_on_the_weights(student, draw):
    """In train mode dropout acts on single valid weights, in eval mode on none; those kept are from before it."""
    _dropout_acts_on_weights(student, draw, lambda my: my.DotProductAttention(0.5))


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_dot_product_padding_and_inputs(student, draw):
    """Padding gets no weight, a query compares alone as among others, and the tensors passed in stay as they were."""
    _padding_and_inputs(student, draw, lambda my: my.DotProductAttention(0.0))


@exercise("DotProductAttention", points=1, read="Scaled dot products")
def test_dot_product_learns_nothing(student, draw):
    """Scaled dot-product attention has no learned numbers."""
    inputs = [draw.normal(2, 3, 5) for _ in range(3)]
    count = student(lambda my: sum(p.numel() for p in warmed(my.DotProductAttention(0.1), *inputs, None).parameters()))
    require(number(count) == 0, f"expected no learned numbers, got {count}")


@exercise("BilinearAttention", points=2, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_pairs_each_query_with_its_own_keys(student, draw):
    """With all learned numbers alike a score is the query's sum times the key's sum, times one factor for all."""
    for shapes in (((2, 3, 5), (2, 7, 11)), ((3, 3, 3), (3, 3, 3)), ((2, 1, 5), (2, 7, 5))):
        queries, keys = (0.2 * draw.normal(*shape) for shape in shapes)

        def probe(my, queries=queries, keys=keys):
            net = my.BilinearAttention(queries.shape[-1], keys.shape[-1], 0.0).eval()
            warmed(net, queries, keys, keys, None)
            for parameter in net.parameters():
                parameter.data.fill_(0.3)
            net(queries, keys, keys, None)
            return attention_weights_of(net)

        got = _score_differences(student(probe))
        sums = queries.sum(-1)[:, :, None] * keys.sum(-1)[:, None, :]
        want = sums - sums[..., :1]
        assert_shape(got, *want.shape, axes="B Tq Tk")
        factor = (got * want).sum() / (want * want).sum()
        assert_close(got, factor * want, WEIGHTS, why="Differences of scores, all learned numbers alike", loosen=5)
        require(abs(number(factor)) > 1e-2, "the scores do not depend on query and key")


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_queries_prefer_keys_in_different_orders(student, draw):
    """M is a whole matrix: scores of different queries are not just multiples of one pattern."""
    queries, keys = draw.normal(2, 3, 5), draw.normal(2, 7, 11)

    def probe(my):
        net = filled(warmed(my.BilinearAttention(5, 11, 0.0), queries, keys, keys, None), 1, scale=0.2).eval()
        net(queries, keys, keys, None)
        return attention_weights_of(net)

    scores = _score_differences(assert_shape(student(probe), 2, 3, 7, axes="B Tq Tk"))
    sizes = torch.linalg.svdvals(scores)  # of one pattern only the first is not zero
    require(bool((sizes[:, 1] > 1e-3 * sizes[:, 0]).all()), "the scores of all queries are multiples of one pattern")


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_padding_and_inputs(student, draw):
    """Padding gets no weight, a query compares alone as among others, and the tensors passed in stay as they were."""
    _padding_and_inputs(student, draw, lambda my: my.BilinearAttention(5, 5, 0.0))


@exercise("BilinearAttention", points=1, read="Exercise 2: different sizes, matrix products only")
def test_bilinear_dropout_acts_on_the_weights(student, draw):
    """In train mode dropout acts on single valid weights, in eval mode on none; those kept are from before it."""
    _dropout_acts_on_weights(student, draw, lambda my: my.BilinearAttention(5, 5, 0.5))


@exercise("sum_scores", points=2, read="Exercise 3: why not simply add?")
def test_sums_on_odd_sizes(student, expected, draw):
    """Scores are [B Tq Tk] for sizes that are all different, all equal, or one."""
    for shapes in (((2, 3, 5), (2, 7, 5)), ((3, 3, 3), (3, 3, 3)), ((1, 1, 5), (1, 1, 5)), ((2, 1, 1), (2, 7, 1))):
        queries, keys = (draw.normal(*shape) for shape in shapes)
        probe = lambda my, queries=queries, keys=keys: my.sum_scores(queries, keys)
        assert_close(student(probe), expected(probe), WEIGHTS)


@exercise("scorers_agree", points=1, read="Exercise 1: change the keys")
def test_different_keys_leave_a_gap(student, expected, draw):
    """With different keys the gap is the largest absolute difference of the two sets of weights."""
    keys, queries = draw.normal(2, 7, 5), draw.normal(2, 3, 5)

    def probe(my):
        one = _Scorer(lambda q, k: q @ k.mT)
        other = _Scorer(lambda q, k: -(q[..., :1] @ k[..., :1].mT))
        return my.scorers_agree(keys, queries, one, other)

    assert_close(number(student(probe)), number(expected(probe)))


@exercise("scorers_agree", points=1, read="Exercise 1: change the keys")
def test_no_gap_is_overlooked(student, draw):
    """The largest difference is found in whichever example and query it is, and whichever module has more weight."""
    keys, queries, flat = draw.normal(2, 7, 5), draw.normal(2, 3, 5), 0.1 * draw.normal(2, 3, 7)
    peaks = [flat.index_put(tuple(torch.tensor([b, i, b + i])), torch.tensor(3.0)) for b in (0, 1) for i in (0, 1, 2)]

    def probe(my):
        pairs = [(_Scorer(lambda *_: flat), _Scorer(lambda *_, peak=peak: peak)) for peak in peaks]
        return [my.scorers_agree(keys, queries, *order) for a, b in pairs for order in ((a, b), (b, a))]

    weights, found = torch.softmax(flat, -1), student(probe)
    for place, got in enumerate(found):
        want = (torch.softmax(peaks[place // 2], -1) - weights).abs().max()
        assert_close(number(got), want, why="Here two modules differ much in the weights of one query alone")


class _Scorer(torch.nn.Module):
    """An attention module with a scorer of our own making."""

    def __init__(self, score):
        super().__init__()
        self.score = score

    def forward(self, queries, keys, values, valid_lens=None):
        scores = self.score(queries, keys)
        if valid_lens is not None:
            past = torch.arange(scores.shape[-1]) >= valid_lens.reshape(len(scores), -1, 1)
            scores = scores.masked_fill(past, -1e6)
        self.attention_weights = torch.softmax(scores, -1)
        return self.attention_weights @ values


def _every_kind(draw):
    """Scores of two, three and four axes in double precision, and lengths of every kind that they may come with."""
    lens, per_query = torch.tensor([2, 4]), torch.tensor([[1, 4, 3], [2, 5, 2]])
    kinds = ((2, 3, 5), lens), ((2, 3, 5), None), ((2, 3, 5), per_query), ((3, 5), per_query[0]), ((2, 7, 3, 5), lens)
    return [(draw.normal(*shape, dtype=torch.float64), given) for shape, given in kinds]


def _both_close(got, want):
    (output, weights), (want_output, want_weights) = got, want
    assert_close(weights, want_weights, WEIGHTS, why="These are the stored attention weights")
    assert_close(output, want_output, OUTPUT)


def _score_differences(weights):
    """Scores as far as weights tell them: up to one number for each query."""
    logs = torch.log(weights.double())
    return (logs - logs[..., :1]).float()


def _dropout_acts_on_weights(student, draw, make):
    """Values of all ones show where dropout acts: a weight that goes takes all features of its value with it."""
    queries, keys, ones = draw.normal(5, 11, 5), draw.normal(5, 13, 5), torch.ones(5, 13, 2)
    key, one = draw.normal(5, 1, 5), torch.ones(5, 1, 2)
    lens = torch.tensor([1, 3, 5, 7, 11])
    loud = torch.where(torch.arange(13)[:, None] < lens[:, None, None], 1.0, 100.0).expand(5, 13, 2)

    def probe(my):
        net = make(my)
        run = lambda *given: (net(*given), attention_weights_of(net))
        net.train()
        trained = run(queries, keys, ones, None), net(queries, key, one, None), run(queries, keys, loud, lens)
        net.eval()
        return trained, (run(queries, keys, ones, None), run(queries, keys, loud, lens))

    ((train, kept), single, (short, short_kept)), ((test, weights), (_, short_weights)) = student(probe)
    assert_close(test, torch.ones(5, 11, 2), OUTPUT, why="In eval mode nothing is dropped")
    assert_close(kept, weights, WEIGHTS, why="The weights kept in train mode are those before dropout, as in eval mode")
    assert_rows_sum_to_one(kept, WEIGHTS)
    assert_shape(train, 5, 11, 2, axes="B Tq Dv")
    assert_close(train, train[..., :1].expand(5, 11, 2), OUTPUT, why="Dropping a weight drops its value as a whole")
    require(bool(((train > 0.01) & ((train - 2).abs() > 0.01)).any()), "weights are dropped one by one, not row by row")
    whole = single.abs() < 1e-4
    require(bool(whole.any()), "in train mode with dropout 1/2 no weight was dropped")
    assert_close(single, torch.where(whole, 0.0, 2.0), OUTPUT, why="With one key and dropout 1/2")
    assert_close(short_kept, short_weights, WEIGHTS, why="The weights kept with lengths, in train mode and eval mode")
    assert_shape(short, 5, 11, 2, axes="B Tq Dv")
    require(bool((short < 2.1).all()), "in train mode values of padding reach the output")
    require(bool(((short - 1).abs() > 0.01).any()), "in train mode with lengths no weight was dropped")


def _padding_and_inputs(student, draw, make):
    """One module answers with lengths of both kinds, without any, and for parts of the same inputs."""
    queries, keys, values = draw.normal(2, 3, 5), draw.normal(2, 7, 5), draw.normal(2, 7, 5)
    per_example, per_query = torch.tensor([2, 5]), torch.tensor([[1, 6, 3], [2, 7, 4]])

    def probe(my):
        net, mine = make(my).eval(), [queries.clone(), keys.clone(), values.clone()]
        run = lambda *given: (net(*given), attention_weights_of(net))
        whole, (q, k, v) = [run(*mine, per_example), run(*mine, per_query), run(*mine)], mine
        one_example = run(q[:1], k[:1], v[:1], per_example[:1])
        one_query = run(q[1:, :1], k[1:], v[1:], per_example[1:])
        return whole, [one_example, one_query, run(q[1:], k[1:, :5], v[1:, :5])], mine

    (first, second, (_, unmasked)), parts, after = student(probe)
    assert_shape(unmasked, 2, 3, 7, axes="B Tq Tk")
    for (output, weights), lens in ((first, per_example), (second, per_query)):
        assert_rows_sum_to_one(assert_shape(weights, 2, 3, 7, axes="B Tq Tk"), WEIGHTS)
        valid = torch.arange(7) < lens.reshape(2, -1, 1)
        assert_zero(torch.where(valid, 0.0, weights), WEIGHTS)
        kept = unmasked * valid
        assert_close(weights, kept / kept.sum(-1, keepdim=True), WEIGHTS, why="Valid keys compare as without lengths")
        assert_close(output, weights @ values, OUTPUT, why="The output is the weights times the values")
    for got, want, name in zip(after, (queries, keys, values), ("queries", "keys", "values"), strict=True):
        assert_unchanged(got, want, f"the tensor of {name}")
    output, weights = first
    wanted = [(output[:1], weights[:1]), (output[1:, :1], weights[1:, :1]), (output[1:], weights[1:, :, :5])]
    reasons = ("Here one example comes alone", "Here one query comes alone", "Here padding is cut off, without lengths")
    for (got, got_weights), (want, want_weights), why in zip(parts, wanted, reasons, strict=True):
        assert_close(got_weights, want_weights, WEIGHTS, why=why)
        assert_close(got, want, OUTPUT, why=why)

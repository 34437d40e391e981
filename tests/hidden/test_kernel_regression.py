"""Hidden checks of section 2: what decides. Read in order they say what attention by distance is."""

import torch

from autograder.checks import assert_close, assert_shape, assert_unchanged, exercise, tensor

BATCH, OTHERS = "example query feature", "row entry"


@exercise("average_pooling", points=1)
def test_average_answers_each_query(student, draw):
    """There is one prediction for each query, be they fewer than the values, as many, or more."""
    for n_queries, n_keys in ((3, 7), (5, 5), (7, 3)):
        queries, values = draw.normal(n_queries), draw.normal(n_keys)
        probe = lambda my, queries=queries, values=values: my.average_pooling(queries, values)
        assert_close(student(probe), values.mean().expand(n_queries), "query")


@exercise("average_pooling", points=1)
def test_average_of_a_single_value(student, draw):
    """One query, or one value, is treated like many."""
    for n_queries, n_keys in ((1, 5), (3, 1), (1, 1)):
        queries, values = draw.normal(n_queries), draw.normal(n_keys)
        probe = lambda my, queries=queries, values=values: my.average_pooling(queries, values)
        assert_close(student(probe), values.mean().expand(n_queries), "query")


@exercise("nadaraya_watson", points=2)
def test_formula_on_all_sizes(student, expected, draw):
    """The formula holds for fewer queries than keys, for more, and for as many, near the keys and far away."""
    for n_queries, n_keys, bandwidth, away in ((3, 11, 0.5, 0), (11, 5, 3.0, 0), (7, 7, 0.3, 0), (5, 7, 0.5, 12)):
        queries, keys, values = away + draw.normal(n_queries), draw.normal(n_keys), draw.normal(n_keys)
        probe = lambda my: my.nadaraya_watson(queries, keys, values, bandwidth)
        assert_close(_predictions(student(probe), n_queries), expected(probe), "query", loosen=3)


@exercise("nadaraya_watson", points=1)
def test_bandwidth_is_one_unless_said(student, expected, draw):
    """Without a bandwidth it is 1, and the spread of the data changes nothing about that."""
    for spread in (0.3, 3.0):
        queries, keys, values = spread * draw.normal(5), spread * draw.normal(7), draw.normal(7)
        probe = lambda my: my.nadaraya_watson(queries, keys, values)
        assert_close(_predictions(student(probe), 5), expected(probe), "query")


@exercise("nadaraya_watson", points=1)
def test_one_query_or_one_key(student, expected, draw):
    """A single query gets its prediction, and a single key takes all the weight."""
    for n_queries, n_keys in ((1, 5), (5, 1), (1, 1)):
        queries, keys, values = draw.normal(n_queries), draw.normal(n_keys), draw.normal(n_keys)
        probe = lambda my: my.nadaraya_watson(queries, keys, values, 0.9)
        assert_close(_predictions(student(probe), n_queries), expected(probe), "query")


@exercise("nadaraya_watson", points=1)
def test_units_and_place_do_not_matter(student, draw):
    """Measured in other units or from another zero, queries, keys and bandwidth give the same predictions."""
    queries, keys, values = draw.normal(5), draw.normal(7), draw.normal(7)

    def probe(my):
        views = ((1, 0), (8, 0), (0.125, 0), (1, 3), (1, -5))
        return [my.nadaraya_watson(s * queries + z, s * keys + z, values, s * 0.7) for s, z in views]

    first, *others = (_predictions(got, 5) for got in student(probe))
    for got in others:
        assert_close(got, first, "query", why="Only the unit or the zero was changed", loosen=3)


@exercise("nadaraya_watson", points=1)
def test_order_and_repetition_do_not_matter(student, draw):
    """Keys and values may come in any order, queries are answered one by one, and the inputs stay as they were."""
    queries, keys, values = draw.normal(5), draw.normal(7), draw.normal(7)
    mixed, pairs = draw.permutation(5), draw.permutation(7)

    def probe(my):
        mine = [queries.clone(), keys.clone(), values.clone()]
        found = [my.nadaraya_watson(*mine), my.nadaraya_watson(queries, keys[pairs], values[pairs])]
        found += [my.nadaraya_watson(queries[mixed], keys, values)]
        return found, [my.nadaraya_watson(query, keys, values) for query in queries.split(1)], mine

    (first, shuffled, turned), single, after = student(probe)
    first = _predictions(first, 5)
    assert_close(_predictions(shuffled, 5), first, "query", why="Keys changed places, each with its value")
    assert_close(_predictions(turned, 5), first[mixed], "query", why="Only the order of the queries was changed")
    assert_close(torch.cat([_predictions(got, 1) for got in single]), first, "query", why="Each query asked alone")
    for got, want, name in zip(after, (queries, keys, values), ("queries", "keys", "values"), strict=True):
        assert_unchanged(got, want, f"the tensor of {name}")


@exercise("attention_by_bmm", points=1)
def test_batch_products_on_equal_sizes(student, draw):
    """With as many examples as keys no example takes the weights or values of another."""
    for size in (3, 2):
        weights, values = draw.normal(size, size), draw.normal(size, size)
        want = (weights * values).sum(1).reshape(size, 1, 1)
        assert_close(student(lambda my: my.attention_by_bmm(weights, values)), want, BATCH)


@exercise("attention_by_bmm", points=1)
def test_batch_products_of_one(student, draw):
    """One example, or one key, has three axes in its result too."""
    for n_examples, n_keys in ((1, 5), (5, 1), (1, 1)):
        weights, values = draw.normal(n_examples, n_keys), draw.normal(n_examples, n_keys)
        want = (weights * values).sum(1).reshape(n_examples, 1, 1)
        assert_close(student(lambda my: my.attention_by_bmm(weights, values)), want, BATCH)


@exercise("leave_one_out", points=2)
def test_twins_and_zeros_stay(student, draw):
    """Entries are left out by position: equal numbers and zeros elsewhere stay."""
    x = torch.cat([draw.normal(3), torch.zeros(2)])[draw.permutation(5)]
    for numbers in (x.repeat(2)[draw.permutation(10)], torch.zeros(5), draw.normal(1).expand(3)):
        assert_close(student(lambda my: my.leave_one_out(numbers)), _without_each(numbers), OTHERS)


@exercise("leave_one_out", points=1)
def test_two_examples_see_each_other(student, draw):
    """Of two examples each row holds the other one, and the shape is [2, 1]."""
    x = draw.normal(2)
    assert_close(student(lambda my: my.leave_one_out(x)), x.flip(0)[:, None], OTHERS)


@exercise("leave_one_out", points=1)
def test_many_sizes_are_left_in_order(student, draw):
    """Whatever the number of examples, rows keep the order, and the list passed in stays as it was."""
    for n in (3, 11, 17):
        x = draw.normal(n)

        def probe(my):
            mine = x.clone()
            return my.leave_one_out(mine), mine

        got, after = student(probe)
        assert_close(got, _without_each(x), OTHERS)
        assert_unchanged(after, x, "the list")


def _without_each(x):
    """Row i: x without entry i."""
    return torch.stack([torch.cat([x[:i], x[i + 1 :]]) for i in range(len(x))])


def _predictions(got, count):
    """Read predictions [n_q] or [n_q 1] as [n_q], of whatever precision."""
    read = tensor(got).float()
    return assert_shape(read[:, 0] if tuple(read.shape) == (count, 1) else read, count, axes="n_q")

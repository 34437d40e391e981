"""Visible checks of section 2: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import assert_close, assert_shape, exercise, tensor

BATCH, OTHERS = "example query feature", "row entry"


@exercise("average_pooling", read="The laziest guess")
def test_an_average_by_hand(student):
    """The mean of the values 1, 2 and 6 is 3: that is the prediction at each of two queries."""
    queries, values = torch.tensor([0.0, 9.0]), torch.tensor([1.0, 2.0, 6.0])
    assert_close(student(lambda my: my.average_pooling(queries, values)), torch.tensor([3.0, 3.0]), "query")


@exercise("average_pooling", points=1, read="The laziest guess")
def test_average_is_the_same_everywhere(student, draw):
    """Every query gets the mean of all the values, wherever it lies."""
    queries, values = draw.normal(3), draw.normal(5)
    assert_close(student(lambda my: my.average_pooling(queries, values)), values.mean().expand(3), "query")


@exercise("nadaraya_watson", read="Trust the neighbours")
def test_a_prediction_by_hand(student):
    """Keys at distance 0 and 2 with values 0 and 1: kernels 1 and exp(-2) = 0.135, prediction 0.135 / 1.135 = 0.119."""
    query, keys, values = torch.zeros(1), torch.tensor([0.0, 2.0]), torch.tensor([0.0, 1.0])
    got = student(lambda my: my.nadaraya_watson(query, keys, values))
    assert_close(_predictions(got, 1), torch.tensor([0.11920]), "query")


@exercise("nadaraya_watson", read="Trust the neighbours")
def test_a_bandwidth_by_hand(student):
    """With bandwidth 2 a distance of 2 is one bandwidth: kernels 1 and exp(-1/2) = 0.607, prediction 0.378."""
    query, keys, values = torch.zeros(1), torch.tensor([0.0, 2.0]), torch.tensor([0.0, 1.0])
    got = student(lambda my: my.nadaraya_watson(query, keys, values, bandwidth=2.0))
    assert_close(_predictions(got, 1), torch.tensor([0.37754]), "query")


@exercise("nadaraya_watson", points=1, read="Trust the neighbours")
def test_weights_of_a_query_sum_to_one(student, draw):
    """Values that are all alike are predicted as they are, at each of 3 queries with 5 keys."""
    queries, keys, level = draw.normal(3), draw.normal(5), 2 + draw.uniform(1)
    got = student(lambda my: my.nadaraya_watson(queries, keys, level.expand(5)))
    assert_close(_predictions(got, 3), level.expand(3), "query")


@exercise("nadaraya_watson", points=1, read="Trust the neighbours")
def test_tiny_bandwidth_gives_the_nearest_value(student, draw):
    """With a tiny bandwidth the nearest key takes all the weight, even for a query far from every key."""
    order, values = draw.permutation(5), draw.normal(5)
    keys, queries = torch.arange(5.0)[order], torch.cat([torch.arange(5.0) + 0.3, torch.tensor([-40.0, 90.0])])
    got = student(lambda my: my.nadaraya_watson(queries, keys, values, bandwidth=0.01))
    nearest = (queries[:, None] - keys).abs().argmin(1)
    assert_close(_predictions(got, 7), values[nearest], "query")


@exercise("nadaraya_watson", points=2, read="Trust the neighbours")
def test_predictions_follow_the_formula(student, expected, draw):
    """Each prediction is the sum of kernel times value over the sum of kernels, here for 3 queries and 5 keys."""
    queries, keys, values = draw.normal(3), draw.normal(5), draw.normal(5)
    probe = lambda my: my.nadaraya_watson(queries, keys, values, 0.7)
    assert_close(_predictions(student(probe), 3), expected(probe), "query")


@exercise("attention_by_bmm", read="Many examples in one product")
def test_ten_equal_weights(student):
    """Ten weights of 0.1 over the values 0 to 9, and over 10 to 19, give 4.5 and 14.5 in the shape [2, 1, 1]."""
    weights, values = torch.full((2, 10), 0.1), torch.arange(20.0).reshape(2, 10)
    assert_close(student(lambda my: my.attention_by_bmm(weights, values)), torch.tensor([[[4.5]], [[14.5]]]), BATCH)


@exercise("attention_by_bmm", points=2, read="Many examples in one product")
def test_each_example_has_its_own_weights(student, draw):
    """Example b averages row b of the values with row b of the weights, here 3 examples with 5 keys."""
    weights, values = torch.softmax(draw.normal(3, 5), 1), draw.normal(3, 5)
    want = (weights * values).sum(1).reshape(3, 1, 1)
    assert_close(student(lambda my: my.attention_by_bmm(weights, values)), want, BATCH)


@exercise("leave_one_out", read="Do not ask the one who knows")
def test_three_numbers_by_hand(student):
    """Of 10, 20, 30 the rows are 20 30, then 10 30, then 10 20."""
    got = student(lambda my: my.leave_one_out(torch.tensor([10.0, 20.0, 30.0])))
    assert_close(got, torch.tensor([[20.0, 30], [10, 30], [10, 20]]), OTHERS)


@exercise("leave_one_out", points=2, read="Do not ask the one who knows")
def test_each_row_misses_its_own_entry(student, draw):
    """Row i is the list without entry i, the others in their old order."""
    x = draw.normal(7)
    assert_close(student(lambda my: my.leave_one_out(x)), _without_each(x), OTHERS)


@exercise("leave_one_out", read="Do not ask the one who knows")
def test_a_twin_by_hand(student):
    """Of 4, 4, 0 the rows are 4 0, then 4 0, then 4 4: a twin stays, and a zero is a number like any other."""
    got = student(lambda my: my.leave_one_out(torch.tensor([4.0, 4.0, 0.0])))
    assert_close(got, torch.tensor([[4.0, 0], [4, 0], [4, 4]]), OTHERS)


def _without_each(x):
    """Row i: x without entry i."""
    return torch.stack([torch.cat([x[:i], x[i + 1 :]]) for i in range(len(x))])


def _predictions(got, count):
    """Read predictions [n_q] or [n_q 1] as [n_q], of whatever precision."""
    read = tensor(got).float()
    return assert_shape(read[:, 0] if tuple(read.shape) == (count, 1) else read, count, axes="n_q")

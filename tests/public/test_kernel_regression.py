"""Visible checks of section 2: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import assert_close, assert_shape, exercise, tensor


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


def _predictions(got, count):
    """Read predictions [n_q] or [n_q 1] as [n_q], of whatever precision."""
    read = tensor(got).float()
    return assert_shape(read[:, 0] if tuple(read.shape) == (count, 1) else read, count, axes="n_q")

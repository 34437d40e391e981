"""Visible checks of section 2: what a student can run at any time. Worked numbers first, then laws."""

import torch

from autograder.checks import assert_close, exercise


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

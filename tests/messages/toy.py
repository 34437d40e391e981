"""A small course of its own for the table of messages: each check here triggers one kind of verdict."""

import torch
from torch import nn

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_equal,
    assert_rows_sum_to_one,
    assert_same_module,
    assert_shape,
    assert_unchanged,
    assert_zero,
    exercise,
    number,
)

SCORES = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


@exercise("double", points=1, read="Twice as much")
def test_doubles(student):
    """Every number is doubled."""
    scores = SCORES.clone()
    assert_close(student(lambda my: my.double(scores)), 2 * SCORES, "query key")


@exercise("double", needs="test_doubles")
def test_doubles_one_number(student):
    """One number is doubled."""
    assert_close(student(lambda my: my.double(torch.tensor(2.0))), 4.0)


@exercise("count")
def test_whole_numbers(student):
    """Whole numbers stay whole."""
    assert_close(student(lambda my: my.count()), torch.tensor([2, 4]), dtype=True)


@exercise("leave_alone")
def test_input_stays(student):
    """The scores are not changed."""
    scores = SCORES.clone()
    assert_unchanged(student(lambda my: (my.leave_alone(scores), scores)[1]), SCORES, "the scores")


@exercise("weigh")
def test_rows(student):
    """Each row sums to one."""
    assert_rows_sum_to_one(student(lambda my: my.weigh(SCORES)), "query key")


@exercise("mask")
def test_nothing_left(student):
    """Nothing is left."""
    assert_zero(student(lambda my: my.mask(SCORES)), "query key", why="Both are padding")


@exercise("mean")
def test_one_number(student):
    """The mean is 3.5."""
    assert_close(number(student(lambda my: my.mean(SCORES))), 3.5)


@exercise("reshape")
def test_shape(student):
    """Rows and columns are exchanged."""
    assert_shape(student(lambda my: my.reshape(SCORES)), 3, 2, axes="Tk Tq")


@exercise("draw_two")
def test_two_draws(student):
    """Two draws differ."""
    one, two = student(lambda my: [my.draw_two(), my.draw_two()])
    assert_differs(one, two, "two draws")


@exercise("name_it")
def test_name(student):
    """The name is softmax."""
    assert_equal(student(lambda my: my.name_it()), "softmax", "the name")


@exercise("pair")
def test_pair(student):
    """Two things come back."""
    first, _ = student(lambda my: my.pair())
    assert_close(first, 1.0)


@exercise("Layer")
def test_layer(student, expected):
    """A layer from 2 to 3 numbers."""
    build, ones = lambda my: my.Layer(), torch.ones(1, 2)
    assert_same_module(student, expected, build, lambda layer: layer(ones))


class Layer(nn.Linear):
    """What the check of the layer compares with."""

    def __init__(self):
        super().__init__(2, 3)

"""Visible checks of section 7: the Transformer from its smallest part to its largest. Worked numbers first."""

import torch

from autograder.checks import (
    assert_close,
    assert_same_module,
    assert_shape,
    exercise,
)
from autograder.probekit import filled, warmed

B, T, TS, H, HEADS, FFN, L, V = 2, 5, 7, 12, 3, 11, 2, 13
SIZES = (H, H, H, H, [H], H, FFN, HEADS)
PLACES = "sentence token feature"


# --- PositionWiseFFN


@exercise("PositionWiseFFN")
def test_a_network_by_hand(student):
    """All learned numbers 1, sizes 2, 3, 1: the position (1, 2) gives 3*4 + 1 = 13, the position (-4, 1) gives 1."""
    X = torch.tensor([[[1.0, 2.0], [-4.0, 1.0]]])

    def probe(my):
        net = warmed(my.PositionWiseFFN(2, 3, 1), X)
        for parameter in net.parameters():
            parameter.data.fill_(1.0)
        return net(X)

    why = "A unit between the layers that is below 0 counts as 0; both layers have a bias"
    assert_close(student(probe), torch.tensor([[[13.0], [1.0]]]), PLACES, why=why)


@exercise("PositionWiseFFN", points=2, needs="test_a_network_by_hand")
def test_ffn_with_given_weights(student, expected, draw):
    """With the same learned numbers, every position comes out as linear, ReLU, linear."""
    X = draw.normal(2, 3, 5)
    build = lambda my: warmed(my.PositionWiseFFN(5, 7, 11), X)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X), PLACES)


# --- AddNorm


@exercise("AddNorm")
def test_rows_are_normalised_one_by_one(student):
    """Zero added to the rows (1 2) and (2 3): each row has mean 0 and spread 1 afterwards, so both are (-1 1)."""
    X = torch.tensor([[1.0, 2.0], [2.0, 3.0]])
    got = student(lambda my: my.AddNorm([2], 0.5).eval()(X, 0 * X))
    want = torch.tensor([[-1.0, 1.0], [-1.0, 1.0]])
    assert_close(got, want, "token feature", loosen=10)


@exercise("AddNorm")
def test_equal_numbers_become_zero(student):
    """Ones added to ones have no spread at all: the normalised sum is zero."""
    got = student(lambda my: my.AddNorm([3, 4], 0.5).eval()(torch.ones(2, 3, 4), torch.ones(2, 3, 4)))
    assert_close(got, torch.zeros(2, 3, 4), PLACES)


@exercise("AddNorm", points=2, needs="test_rows_are_normalised_one_by_one")
def test_sum_is_normalised(student, expected, draw):
    """With the same learned numbers the output is the normalised sum of both inputs."""
    X, Y = draw.normal(2, 5, 3), 2 * draw.normal(2, 5, 3)
    build = lambda my: warmed(my.AddNorm([3], 0.5), X, Y)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, Y), PLACES)


@exercise("AddNorm", points=1)
def test_dropout_never_touches_the_shortcut(student, draw):
    """With dropout 1 the second input vanishes in train mode, and the first one stays whole."""
    X, Y = draw.normal(2, 5, 3), 2 * draw.normal(2, 5, 3)

    def probe(my):
        net = filled(warmed(my.AddNorm([3], 1.0), X, Y), 1)
        return net.train()(X, Y), net.eval()(X, 0 * Y)

    dropped, alone = student(probe)
    assert_close(dropped, alone, PLACES, why="Expected the first input alone, normalised")


# --- EncoderBlock


@exercise("EncoderBlock")
def test_a_block_keeps_the_shape(student):
    """Two sentences of 100 tokens with 24 features, lengths 3 and 2: the same shape comes out."""
    X, lens = torch.ones(2, 100, 24), torch.tensor([3, 2])
    got = student(lambda my: my.EncoderBlock(24, 24, 24, 24, [100, 24], 24, 48, 8, 0.5).eval()(X, lens))
    assert_shape(got, 2, 100, 24, axes="B T H")


@exercise("EncoderBlock", points=3, needs="test_a_block_keeps_the_shape")
def test_block_with_given_weights(student, expected, draw):
    """With the same learned numbers: attention, add and norm, network, add and norm; padding is not looked at."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    build = lambda my: warmed(my.EncoderBlock(*SIZES, 0.0), X, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_all_dropped_leaves_two_norms(student, expected, draw):
    """With dropout 1 both sublayers fall silent in train mode: the input passes two LayerNorms, and that is all."""
    X = draw.normal(B, T, H)
    build = lambda my: warmed(my.EncoderBlock(*SIZES, 1.0), X, None)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net.train()(X, None), PLACES)

"""Visible checks of section 6: a sequence that asks itself, and codes of position. Worked numbers first."""

import math

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_rows_sum_to_one,
    assert_shape,
    assert_zero,
    exercise,
    number,
    require,
)
from autograder.probekit import filled

OUTPUT, WEIGHTS = "batch token feature", "batch query key"


@exercise("self_attention", read="A sentence that asks itself")
def test_queries_of_zero_look_everywhere_alike(student):
    """With W_q = 0 each of the two tokens gets the weights 1/2 and 1/2, so both outputs are the mean of the values."""
    X, eye = torch.tensor([[[2.0, 4.0], [6.0, 8.0]]]), torch.eye(2)
    output, weights = _pair(student(lambda my: my.self_attention(X, 0 * eye, eye, 10 * eye)))
    assert_close(weights, torch.full((1, 2, 2), 0.5), WEIGHTS)
    assert_close(output, torch.tensor([[[40.0, 60.0], [40.0, 60.0]]]), OUTPUT)


@exercise("self_attention", read="A sentence that asks itself")
def test_a_score_of_log_three(student):
    """Query 0 has the scores 0 and log 3 (a product of 2 log 3, over the root of 4): its weights are 1/4 and 3/4."""
    X, ones, nought = torch.eye(2)[None], torch.ones(4), torch.zeros(4)
    W_q, W_k = torch.stack([ones, nought]), torch.stack([nought, ones * math.log(3) / 2])
    output, weights = _pair(student(lambda my: my.self_attention(X, W_q, W_k, torch.tensor([[0.0], [8.0]]))))
    assert_close(weights, torch.tensor([[[0.25, 0.75], [0.5, 0.5]]]), WEIGHTS)
    assert_close(output, torch.tensor([[[6.0], [4.0]]]), OUTPUT)


@exercise("self_attention", points=2, read="A sentence that asks itself")
def test_outputs_are_averages_of_projected_tokens(student, draw):
    """The weights of each token sum to one over all tokens, and its output is that average of the tokens times W_v."""
    X, W_q, W_k, W_v = draw.normal(2, 5, 3), draw.normal(3, 11), draw.normal(3, 11), draw.normal(3, 7)
    output, weights = _pair(student(lambda my: my.self_attention(X, W_q, W_k, W_v)))
    assert_shape(weights, 2, 5, 5, axes="B T T")
    assert_rows_sum_to_one(weights, WEIGHTS)
    assert_close(output, weights @ (X @ W_v), OUTPUT, why="Weights times projected tokens")


@exercise("PositionalEncoding", read="A clock with many hands")
def test_codes_of_three_positions(student):
    """With four features: position 0 is 0 1 0 1, position 1 is sin 1, cos 1, sin 0.01, cos 0.01."""
    codes = student(lambda my: my.PositionalEncoding(4, 0.0).eval()(torch.zeros(1, 3, 4)))
    want = [[0.0, 1.0, 0.0, 1.0], [0.841471, 0.540302, 0.01, 0.99995], [0.909297, -0.416147, 0.019999, 0.9998]]
    assert_close(codes, torch.tensor([want]), "batch position feature")


@exercise("PositionalEncoding", read="A clock with many hands")
def test_dropout_of_one_leaves_nothing(student):
    """With dropout 1 neither input nor code is left in train mode; in eval mode both are."""
    X = torch.ones(2, 3, 4)

    def probe(my):
        net = my.PositionalEncoding(4, 1.0)
        return net.train()(X.clone()), net.eval()(X.clone())

    train, test = student(probe)
    assert_zero(train, OUTPUT, why="In train mode, with everything dropped")
    assert_differs(test, torch.zeros(2, 3, 4), "outputs in eval mode and zero")


@exercise("PositionalEncoding", points=2, read="A clock with many hands")
def test_the_code_is_added_to_the_input(student, draw):
    """The output minus the code is the input: nothing is multiplied, and every example gets the same code."""
    X = draw.normal(3, 5, 6)

    def probe(my):
        net = my.PositionalEncoding(6, 0.3).eval()
        return net(X.clone()), net(torch.zeros(3, 5, 6))

    output, codes = student(probe)
    assert_close(output, X + codes, OUTPUT, why="Input plus what comes out for an input of zeros")
    assert_close(codes, codes[:1].expand(3, 5, 6), OUTPUT, why="The code in example 0 and in the others")
    assert_differs(codes[0, 0], codes[0, 1], "the codes of positions 0 and 1")


@exercise("PositionalEncoding", points=2, read="A clock with many hands")
def test_waves_slow_down_from_pair_to_pair(student, expected, draw):
    """Sines and cosines alternate, and each pair of columns has its own, slower wave."""
    X = draw.normal(2, 11, 10)
    probe = lambda my: my.PositionalEncoding(10, 0.0).eval()(X.clone())  # noqa: E731
    assert_close(student(probe), expected(probe), "batch position feature")


@exercise("PositionalEncoding", points=1, read="A clock with many hands")
def test_an_offset_starts_later(student, draw):
    """With offset 4 the first token gets the code of position 4, as the fifth token of a whole sequence does."""
    X = draw.normal(2, 7, 6)

    def probe(my):
        net = my.PositionalEncoding(6, 0.0).eval()
        return net(X.clone()), net(X[:, 4:].clone(), 4)

    whole, late = student(probe)
    assert_close(late, whole[:, 4:], OUTPUT, why="Tokens 4 to 6 alone with offset 4, and in the whole sequence")


@exercise("shift_rotation", read="A shift is a turn")
def test_no_shift_changes_nothing(student):
    """A shift by 0 is the matrix with ones on the diagonal and zeros elsewhere."""
    assert_close(student(lambda my: my.shift_rotation(0, 6)), torch.eye(6), "row column")


@exercise("shift_rotation", read="A shift is a turn")
def test_a_shift_by_one_from_position_zero(student):
    """The matrix for delta 1 takes the code of position 0, (0 1), to that of position 1, (sin 1, cos 1)."""
    M = assert_shape(student(lambda my: my.shift_rotation(1, 2)), 2, 2, axes="H H")
    assert_close(M.float() @ torch.tensor([0.0, 1.0]), torch.tensor([0.841471, 0.540302]), "feature")


@exercise("shift_rotation", points=2, read="A shift is a turn")
def test_one_matrix_moves_every_position(student, expected, draw):
    """The matrix for delta takes the code of each position i to that of i + delta."""
    delta = int(draw.integers(2, 12, 1))
    codes = expected(lambda my: my.PositionalEncoding(8, 0.0).eval()(torch.zeros(1, 40, 8)))[0]
    M = assert_shape(student(lambda my: my.shift_rotation(delta, 8)), 8, 8, axes="H H")
    moved = codes[:20] @ M.float().T
    assert_close(moved, codes[delta : delta + 20], "position feature", why=f"Codes moved by {delta} places", loosen=2)


@exercise("complexities", read="What does it cost to read a sentence?")
def test_ten_tokens_of_four_features(student):
    """Windows of 3 over 10 tokens of 4 features: 3*10*4*4 = 480 multiplications, 1 step, a path of 10/3, so 4."""
    assert_close(_three(student(lambda my: my.complexities("cnn", 10, 4, 3))), [480.0, 1.0, 4.0])


@exercise("complexities", points=2, read="What does it cost to read a sentence?")
def test_step_by_step_or_all_at_once(student, expected, draw):
    """A recurrent layer takes its tokens one after the other; attention compares all pairs in one step."""
    n, d = int(draw.integers(20, 90, 1)), int(draw.integers(91, 200, 1))
    for kind in ("rnn", "attention"):
        probe = lambda my, kind=kind: my.complexities(kind, n, d)  # noqa: E731
        assert_close(_three(student(probe)), _three(expected(probe)), why=f"{kind}: multiplications, steps, path")


@exercise("LearnedPositionalEncoding", points=1, read="Learning the clock")
def test_the_table_is_all_that_is_learned(student, draw):
    """The module learns max_len rows (1000 if nothing is said) of num_hiddens numbers, and nothing else."""
    H, rows = int(draw.integers(3, 12, 1)), int(draw.integers(13, 30, 1))

    def probe(my):
        nets = my.LearnedPositionalEncoding(H, 0.1, rows), my.LearnedPositionalEncoding(H, 0.1)
        return [sum(parameter.numel() for parameter in net.parameters() if parameter.requires_grad) for net in nets]

    for count, n in zip(student(probe), (rows, 1000), strict=True):
        require(count == n * H, f"expected {n} * {H} = {n * H} learned numbers, got {count}")


@exercise("LearnedPositionalEncoding", points=2, read="Learning the clock")
def test_the_code_depends_on_the_position_alone(student, draw):
    """Whatever the tokens are, and in every example, position t adds the same numbers; another position adds others."""
    X, Y = draw.normal(3, 5, 7), draw.normal(3, 5, 7)

    def probe(my):
        net = filled(my.LearnedPositionalEncoding(7, 0.3, 11), 1).eval()
        return net(X.clone()), net(Y.clone())

    codes, others = (got - given for got, given in zip(student(probe), (X, Y), strict=True))
    assert_close(others, codes, OUTPUT, why="What is added to two different inputs", loosen=10)
    assert_close(codes, codes[:1].expand(3, 5, 7), OUTPUT, why="What is added in example 0 and in others", loosen=10)
    assert_differs(codes[0, 0], codes[0, 1], "what is added at positions 0 and 1")


@exercise("LearnedPositionalEncoding", read="Learning the clock")
def test_a_later_token_gets_a_later_row(student):
    """With offset 2 the first token gets the row that the third token of a whole sequence gets."""
    X = torch.zeros(2, 5, 3)

    def probe(my):
        net = filled(my.LearnedPositionalEncoding(3, 0.0, 7), 1).eval()
        return net(X.clone()), net(X[:, 2:].clone(), 2)

    whole, late = student(probe)
    assert_close(late, whole[:, 2:], OUTPUT, why="Tokens 2 to 4 alone with offset 2, and in the whole sequence")


@exercise("LearnedPositionalEncoding", read="Learning the clock")
def test_dropout_of_one_leaves_no_learned_code(student):
    """With dropout 1 neither input nor code is left in train mode; in eval mode both are."""
    X = torch.ones(2, 3, 4)

    def probe(my):
        net = filled(my.LearnedPositionalEncoding(4, 1.0, 5), 1)
        return net.train()(X.clone()), net.eval()(X.clone())

    train, test = student(probe)
    assert_zero(train, OUTPUT, why="In train mode, with everything dropped")
    assert_differs(test, torch.zeros(2, 3, 4), "outputs in eval mode and zero")


@exercise("permutation_gap", read="Measuring blindness")
def test_a_layer_that_adds_ten_times_the_position(student):
    """f adds 0, 10, 20 to three tokens: shuffled by (2 0 1), 20 0 10 meets 0 10 20, and the largest gap is 20."""
    X, order, places = torch.zeros(1, 3, 1), torch.tensor([2, 0, 1]), torch.tensor([[0.0], [10.0], [20.0]])
    assert_close(number(student(lambda my: my.permutation_gap(lambda x: x + places, X, order))), 20.0)


@exercise("permutation_gap", points=2, read="Measuring blindness")
def test_a_layer_blind_to_order_has_no_gap(student, draw):
    """Attention without positions gives shuffled outputs for shuffled tokens: the gap is zero."""
    X, order = draw.normal(2, 7, 3), draw.permutation(7)
    blind = lambda x: torch.softmax(x @ x.mT, -1) @ x  # noqa: E731
    seeing = lambda x: blind(x + torch.arange(7.0)[:, None])  # noqa: E731
    gaps = student(lambda my: [my.permutation_gap(layer, X.clone(), order) for layer in (blind, seeing)])
    assert_zero(number(gaps[0]) / 100, why="A layer that sees no order")
    require(number(gaps[1]) > 0.01, f"a layer that sees positions should have a gap above 0, got {number(gaps[1])}")


def _pair(value):
    """Read output and weights, in this order."""
    require(isinstance(value, tuple | list) and len(value) == 2, "expected two things: the output and the weights")
    return value


def _three(value):
    """Read three numbers."""
    if not isinstance(value, torch.Tensor):
        require(isinstance(value, tuple | list) and len(value) == 3, f"expected three numbers, got {value!r}"[:200])
    return torch.tensor([number(entry) for entry in value], dtype=torch.float64)

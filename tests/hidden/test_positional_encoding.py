"""Hidden checks of section 6: what decides. Read in order they say what order means to attention."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_same_module,
    assert_shape,
    assert_unchanged,
    assert_zero,
    exercise,
    number,
    require,
)
from autograder.probekit import filled, gradient

OUTPUT, WEIGHTS = "batch token feature", "batch query key"


@exercise("self_attention", points=2)
def test_self_attention_with_all_sizes_different(student, expected, draw):
    """Output and weights are right, for small scores and large: dot products over the root of the projected size."""
    inputs = [draw.normal(2, 5, 3), draw.normal(3, 11), draw.normal(3, 11), draw.normal(3, 7)]
    _self_attention(student, expected, inputs)
    _self_attention(student, expected, [7 * inputs[0], *inputs[1:]], loosen=30)


@exercise("self_attention", points=1)
def test_self_attention_with_equal_sizes(student, expected, draw):
    """Nothing is mixed up when all sizes are equal, for a single token and for features of size one."""
    for B, T, D, P, Pv in ((3, 3, 3, 3, 3), (1, 1, 5, 2, 3), (2, 5, 3, 1, 1)):
        inputs = [draw.normal(B, T, D), draw.normal(D, P), draw.normal(D, P), draw.normal(D, Pv)]
        _self_attention(student, expected, inputs)


@exercise("self_attention", points=1)
def test_gradients_reach_tokens_and_matrices(student, expected, draw):
    """Gradients of the output reach the tokens and all three matrices."""
    inputs = [draw.normal(2, 5, 3), draw.normal(3, 11), draw.normal(3, 11), draw.normal(3, 7)]

    def probe(my):
        leaves = [value.clone().requires_grad_() for value in inputs]
        return gradient(my.self_attention(*leaves)[0], leaves)

    for got, want, name in zip(student(probe), expected(probe), ("X", "W_q", "W_k", "W_v"), strict=True):
        require(got is not None, f"no gradient reaches {name}")
        assert_close(got, want, why=f"This is the gradient of {name}")


@exercise("PositionalEncoding", points=2)
def test_codes_of_sixty_positions(student, expected, draw):
    """The codes of sixty positions are right for several numbers of features."""
    for H in (2, 26):
        X = draw.normal(2, 60, H)
        probe = lambda my, H=H, X=X: my.PositionalEncoding(H, 0.2).eval()(X.clone())  # noqa: E731
        assert_close(student(probe), expected(probe), "batch position feature", loosen=3)


@exercise("PositionalEncoding", points=2)
def test_token_by_token_as_all_at_once(student, expected, draw):
    """Tokens that come one by one, each with its offset, get what they get in one call, in any order and mode."""
    X = draw.normal(6, 6, 6)
    order = draw.permutation(6).tolist()

    def probe(my):
        net = my.PositionalEncoding(6, 0.0, 6).eval()
        steps = {place: net(X[:, place : place + 1].clone(), offset=place) for place in order}
        whole, pieces = net(X.clone()), torch.cat([steps[place] for place in range(6)], dim=1)
        return whole, pieces, [net.train(mode)(X[:, 2:5].clone(), 2) for mode in (False, True)]

    whole, steps, middles = student(probe)
    want = expected(probe)[0]
    assert_close(whole, want, OUTPUT)
    assert_close(steps, want, OUTPUT, why="Six calls of one token, with the offsets 0 to 5")
    for middle, mode in zip(middles, ("eval", "train"), strict=True):
        assert_close(middle, want[:, 2:5], OUTPUT, why=f"Tokens 2 to 4 with offset 2, in {mode} mode, dropout 0")


@exercise("PositionalEncoding", points=1)
def test_room_for_max_len_positions(student, expected, draw):
    """There are codes for all positions below max_len, a thousand if nothing is said; they do not depend on max_len."""
    for given in ((200,), (), (1203,), (5,)):
        X = draw.normal(1, *given or (1000,), 6)
        probe = lambda my, X=X, given=given: my.PositionalEncoding(6, 0.0, *given).eval()(X.clone())  # noqa: E731
        assert_close(student(probe), expected(probe), OUTPUT, loosen=50, why=f"{X.shape[1]} positions")


@exercise("PositionalEncoding", points=1)
def test_nothing_is_learned_and_the_input_stays(student, draw):
    """The module has no learned numbers, passes gradients on as they are, and leaves its input unchanged."""
    X = draw.normal(2, 5, 6)

    def probe(my):
        net, mine, leaf = my.PositionalEncoding(6, 0.0).eval(), X.clone(), X.clone().requires_grad_()
        net(mine)
        learned = sum(parameter.numel() for parameter in net.parameters() if parameter.requires_grad)
        return learned, mine, torch.autograd.grad(net(leaf).sum(), leaf)[0]

    learned, after, grad = student(probe)
    require(number(learned) == 0, f"expected no learned numbers, got {number(learned):.0f}")
    assert_unchanged(after, X, "the input")
    assert_close(grad, torch.ones(2, 5, 6), OUTPUT, why="This is the gradient of X, for a sum of outputs")


@exercise("PositionalEncoding", points=1)
def test_dropout_acts_on_the_sum(student, draw):
    """In train mode dropout acts on input plus code, in eval mode on nothing."""
    _dropout_on_the_sum(student, draw, lambda my, p: my.PositionalEncoding(6, p))


@exercise("shift_rotation", points=2)
def test_far_shifts_of_far_positions(student, draw):
    """Forwards and backwards, near and far, for few features and many: codes go where they should."""
    for delta, H in ((int(draw.integers(13, 60, 1)), 22), (-int(draw.integers(1, 60, 1)), 6), (1, 2)):
        M = assert_shape(student(lambda my, delta=delta, H=H: my.shift_rotation(delta, H)), H, H, axes="H H")
        positions = torch.cat([torch.arange(60, 90), torch.arange(880, 900)])
        moved = _codes(positions, H) @ M.double().T
        want = _codes(positions + delta, H).float()
        assert_close(moved.float(), want, "position feature", why=f"Codes moved by {delta} places", loosen=3)


@exercise("shift_rotation", points=1)
def test_two_shifts_are_one(student, draw):
    """A shift after a shift is a shift by the sum, and a shift back undoes it."""
    one, other = (int(draw.integers(2, 9, 1)) for _ in range(2))
    made = student(lambda my: [my.shift_rotation(delta, 6) for delta in (one, other, one + other, -one)])
    first, second, both, back = (assert_shape(M, 6, 6, axes="H H").double() for M in made)
    assert_close((first @ second).float(), both.float(), "row column", why=f"{one} places and then {other}", loosen=3)
    assert_close((first @ back).float(), torch.eye(6), "row column", why=f"{one} places there and back", loosen=3)
    assert_differs(first, torch.eye(6), "a shift and the matrix that changes nothing")


@exercise("shift_rotation", points=1)
def test_every_pair_turns_at_its_own_speed(student, draw):
    """Pairs of columns never mix, each turns its own two numbers, and later pairs turn more slowly."""
    delta = int(draw.integers(1, 4, 1))
    M = assert_shape(student(lambda my: my.shift_rotation(delta, 10)), 10, 10, axes="H H").double()
    pairs = torch.arange(10) // 2
    assert_zero(torch.where(pairs[:, None] == pairs, 0.0, M), "row column", why="Outside the pairs")
    turn = torch.stack([M[2 * j : 2 * j + 2, 2 * j : 2 * j + 2] for j in range(5)])
    angle = delta / 10000 ** (2 * torch.arange(5, dtype=torch.float64) / 10)
    want = torch.stack([torch.stack([angle.cos(), angle.sin()], -1), torch.stack([-angle.sin(), angle.cos()], -1)], 1)
    assert_close(turn.float(), want.float(), "pair row column", loosen=3)


@exercise("complexities", points=2)
def test_windows_cost_their_size(student, expected, draw):
    """A layer of windows: cost grows with the window, with the tokens, and with the square of the features."""
    n, d, k = (int(draw.integers(low, low + 30, 1)) for low in (70, 31, 4))
    probe = lambda my: my.complexities("cnn", n, d, k)  # noqa: E731
    assert_close(_three(student(probe)), _three(expected(probe)), why="Multiplications, steps, path")


@exercise("complexities", points=1)
def test_windows_of_three_if_nothing_is_said(student, expected, draw):
    """The window is three tokens unless another is given, and only windows care about it."""
    n, d = int(draw.integers(100, 200, 1)), int(draw.integers(5, 40, 1))
    for kind, window in (("cnn", ()), ("rnn", (7,)), ("attention", (7,))):
        probe = lambda my, kind=kind, window=window: my.complexities(kind, n, d, *window)  # noqa: E731
        assert_close(_three(student(probe)), _three(expected(probe)), why=f"{kind}: multiplications, steps, path")


@exercise("complexities", points=1)
def test_fractions_of_a_path_are_rounded_up(student, expected, draw):
    """A path is a whole number of steps: one more for a single token too many, none for none."""
    k, times = int(draw.integers(4, 9, 1)), int(draw.integers(4, 9, 1))
    for n in (k * times, k * times + 1, k * times - 1, k - 1, 1):
        probe = lambda my, n=n: my.complexities("cnn", n, 5, k)  # noqa: E731
        assert_close(_three(student(probe)), _three(expected(probe)), why=f"{n} tokens in windows of {k}")


@exercise("LearnedPositionalEncoding", points=2)
def test_token_t_gets_row_offset_plus_t(student, expected, draw):
    """With a given table, every token gets its row in either mode: at the start, at an offset, up to the last row."""
    X = draw.normal(3, 5, 7)

    def run(net):
        found = []
        for training in (True, False):
            net.train(training)
            found += [net(X.clone()), net(X.clone(), 4), net(X.clone(), offset=6), net(X[:, :1].clone(), 10)]
        return torch.cat(found, 1)

    build = lambda my: my.LearnedPositionalEncoding(7, 0.0, 11)  # noqa: E731
    assert_same_module(student, expected, build, run, OUTPUT, scale=30.0)


@exercise("LearnedPositionalEncoding", points=1)
def test_rows_on_equal_sizes(student, expected, draw):
    """With as many examples as tokens and features, a token still gets the row of its position."""
    X = draw.normal(4, 4, 4)
    build = lambda my: my.LearnedPositionalEncoding(4, 0.0, 5)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X.clone()), OUTPUT)


@exercise("LearnedPositionalEncoding", points=1)
def test_only_the_rows_in_use_learn(student, draw):
    """In train mode gradients reach every number of the rows in use, no other row, and the input."""
    X = draw.normal(2, 3, 7)

    def probe(my):
        net = filled(my.LearnedPositionalEncoding(7, 0.0, 11), 1).train()
        found = []
        for offset in (0, 5, 8):
            leaf = X.clone().requires_grad_()
            grads = torch.autograd.grad(net(leaf, offset).sum(), [leaf, *net.parameters()], allow_unused=True)
            dense = [grad.to_dense() for grad in grads if grad is not None]
            found.append([sum(int((grad != 0).sum()) for grad in dense[1:]), dense[0]])
        return found

    for count, grad in student(probe):
        require(
            number(count) == 21, f"expected a gradient for 3 rows of 7 numbers = 21, got one for {number(count):.0f}"
        )
        assert_close(grad, torch.ones(2, 3, 7), OUTPUT, why="This is the gradient of X, for a sum of outputs")


@exercise("LearnedPositionalEncoding", points=1)
def test_dropout_acts_on_the_sum_with_a_learned_code(student, draw):
    """In train mode dropout acts on input plus code, in eval mode on nothing."""
    _dropout_on_the_sum(student, draw, lambda my, p: filled(my.LearnedPositionalEncoding(6, p, 13), 1))


@exercise("permutation_gap", points=1)
def test_the_gap_of_a_layer_that_sees_order(student, expected, draw):
    """The gap is that between f of the shuffled tokens and the shuffled f of the tokens, however small it is."""
    for X, size in ((draw.normal(3, 7, 2), 1.0), (draw.normal(5, 5, 5), 1.0), (draw.normal(2, 3, 5), 1e-5)):
        order, steps = _one_big_circle(draw, X.shape[1]), torch.arange(1.0, X.shape[1] + 1)[:, None]
        layer = lambda x, steps=steps, size=size: size * x.cumsum(1) * steps  # noqa: E731
        probe = lambda my, X=X, order=order, layer=layer: my.permutation_gap(layer, X.clone(), order)  # noqa: E731
        why = f"X is {list(X.shape)}; both gaps are divided by {size}"
        assert_close(number(student(probe)) / size, number(expected(probe)) / size, why=why)


@exercise("permutation_gap", points=1)
def test_the_gap_counts_both_directions_everywhere(student, draw):
    """A single place that falls short counts as much as one that exceeds, in whatever example and feature it is."""
    order, size = torch.tensor([1, 2, 0]), float(draw.uniform(1, low=2.0, high=5.0))

    def probe(my):
        found = []
        for example, place, feature in ((0, 0, 0), (1, 2, 1), (1, 1, 0)):
            X, spot = torch.zeros(2, 3, 2), torch.eye(3)[place][:, None]
            X[example, 0, feature] = size
            for sign in (1, -1):  # the first token, written to one place
                found.append(my.permutation_gap(lambda x, spot=spot, sign=sign: sign * x[:, :1] * spot, X, order))
        return found

    for gap in student(probe):
        assert_close(number(gap), size, why=f"A layer that writes {size:.4f}, or its negative, to one place")


@exercise("permutation_gap", points=1)
def test_shuffling_leaves_the_tokens_alone(student, expected, draw):
    """X is unchanged afterwards, and the layer may give other features than it takes."""
    X, order, W = draw.normal(2, 5, 3), _one_big_circle(draw, 5), draw.normal(3, 4)

    def probe(my):
        mine = X.clone()
        return my.permutation_gap(lambda x: (x @ W).cumsum(1), mine, order), mine

    (gap, after), (want, _) = student(probe), expected(probe)
    assert_unchanged(after, X, "the tensor X")
    assert_close(number(gap), number(want))


def _self_attention(student, expected, inputs, loosen=1.0):
    """Output and weights are those of the reference."""
    probe = lambda my: my.self_attention(*[value.clone() for value in inputs])  # noqa: E731
    got, want = student(probe), expected(probe)
    require(isinstance(got, tuple | list) and len(got) == 2, "expected two things: the output and the weights")
    assert_close(got[1], want[1], WEIGHTS, loosen=loosen)
    assert_close(got[0], want[0], OUTPUT, loosen=loosen)


def _dropout_on_the_sum(student, draw, make):
    """Dropout is seen in what is left: nothing with p = 1, zeros and doubled sums with p = 0.5, all in eval mode.

    Nothing is left with an offset either, or of a single example.
    """
    X = draw.normal(7, 11, 6)

    def probe(my):
        net = make(my, 0.5)
        some, whole = net.train()(X.clone()), net.eval()(X.clone())
        again, gone = net(X.clone()), make(my, 1.0).train()
        return some, whole, again, [gone(X.clone()), gone(X.clone(), 2), gone(X[:1].clone())]

    some, whole, again, nothing = student(probe)
    assert_close(again, whole, OUTPUT, why="Two calls in eval mode")
    assert_differs(whole, torch.zeros(7, 11, 6), "in eval mode, outputs and zero")
    for left, case in zip(nothing, ("seven examples", "an offset of 2", "one example"), strict=True):
        assert_zero(left, OUTPUT, why=f"With dropout 1 neither input nor code is left, here with {case}")
    left = (some != 0).float()
    for axis, what in ((0, "examples"), (1, "tokens"), (2, "features")):
        assert_differs(left.roll(1, axis), left, f"what is dropped: for all {what} it")
    assert_close(some, 2 * whole * left, OUTPUT, why="With dropout 0.5 each sum is dropped, or kept and doubled")
    require(0.3 < left.mean() < 0.7, f"with dropout 0.5 about half is left, here {left.mean():.2f}")


def _codes(positions, H):
    """The codes of PositionalEncoding in float64."""
    angle = positions.double()[:, None] / 10000 ** (torch.arange(0, H, 2).double() / H)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)


def _three(value):
    """Read three numbers."""
    if not isinstance(value, torch.Tensor):
        require(isinstance(value, tuple | list) and len(value) == 3, f"expected three numbers, got {value!r}"[:200])
    return torch.tensor([number(entry) for entry in value], dtype=torch.float64)


def _one_big_circle(draw, n):
    """A drawn order in which all n places change in one circle, so that it is never its own inverse."""
    round_trip = draw.permutation(n)
    order = torch.empty(n, dtype=torch.long)
    order[round_trip] = round_trip.roll(1)
    return order

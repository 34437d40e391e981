"""Hidden checks of section 7: what decides. Read in order they say what each part of a Transformer promises."""

import torch

from autograder.checks import (
    assert_close,
    assert_differs,
    assert_same_module,
    assert_unchanged,
    exercise,
    number,
    require,
)
from autograder.probekit import filled, gradient, warmed

B, T, TS, H, HEADS, FFN, L, V = 2, 5, 7, 12, 3, 11, 2, 13
SIZES = (H, H, H, H, [H], H, FFN, HEADS)
EQUAL = (4, 4, 4, 4, [4], 4, 4, 4)
PLACES = "sentence token feature"


# --- PositionWiseFFN


@exercise("PositionWiseFFN", points=2)
def test_ffn_takes_any_axes_in_front(student, expected, draw):
    """One position alone, one token, three axes in front, equal sizes and views in memory: all go the same way."""
    cases = [
        draw.normal(5),
        draw.normal(3, 1, 5),
        draw.normal(2, 3, 7, 5),
        draw.normal(5, 5, 5),
        draw.normal(2, 5, 3).mT,
    ]

    for sizes in ((5, 7, 11), (5, 5, 5)):
        build = lambda my, sizes=sizes: warmed(my.PositionWiseFFN(*sizes), cases[1])  # noqa: E731
        _each_same(student, expected, build, lambda net: [net(X) for X in cases])


@exercise("PositionWiseFFN", points=1)
def test_positions_do_not_see_each_other(student, draw):
    """Changing one position changes this one only; the same features give the same at every position, in any mode."""
    X = draw.normal(2, 7, 5)
    other, mixed = X.clone(), draw.permutation(7)
    other[:, 3] += 1

    def probe(my):
        net = filled(warmed(my.PositionWiseFFN(5, 11, 5), X), 1)
        return net.eval()(X), net(other), net(X[:, mixed]), net.train()(X)

    whole, changed, shuffled, training = student(probe)
    rest = torch.arange(7) != 3
    assert_close(changed[:, rest], whole[:, rest], PLACES, why="Only another position was changed")
    assert_differs(changed[:, 3], whole[:, 3], "the outputs of two different inputs")
    assert_close(shuffled, whole[:, mixed], PLACES, why="Only the order of the positions was changed")
    assert_close(training, whole, PLACES, why="In train mode and in eval mode")


@exercise("PositionWiseFFN", points=1)
def test_ffn_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the input are right."""
    X = draw.normal(3, 7, 5)
    _learns(student, expected, lambda my: warmed(my.PositionWiseFFN(5, 7, 11), X), lambda net, X: net(X), [X])


# --- AddNorm


@exercise("AddNorm", points=1)
def test_norm_over_all_the_axes_given(student, expected, draw):
    """With [T, H] a whole example has one mean and spread, with [H] each token; views in memory will do."""
    X, Y = draw.normal(3, 7, 5).mT, 2 * draw.normal(3, 7, 5).mT
    for shape in ([5, 7], [7]):
        build = lambda my, shape=shape: warmed(my.AddNorm(shape, 0.5), X, Y)  # noqa: E731
        assert_same_module(student, expected, build, lambda net: net(X, Y), PLACES)


@exercise("AddNorm", points=1)
def test_dropout_takes_single_numbers(student, draw):
    """With dropout 1/2 each number of the second input is either dropped or doubled, each by its own chance."""
    X, Y = torch.tensor([0.0, 1.0, 10.0]) + 0 * draw.normal(1), 1 + draw.uniform(3)
    masks = torch.cartesian_prod(*[torch.tensor([0.0, 2.0])] * 3)  # [8 3]

    def probe(my):
        net = my.AddNorm([3], 0.5)
        return net.train()(X.expand(9, 11, 3), Y.expand(9, 11, 3)), net.eval()(X.expand(8, 3), masks * Y)

    trained, possible = student(probe)
    gaps = (trained.reshape(-1, 1, 3) - possible).abs().amax(-1)  # [99 8]
    require(
        bool((gaps.amin(-1) < 1e-4).all()), "in train mode some output is neither of dropped nor of doubled numbers"
    )
    seen = len(set(gaps.argmin(-1).tolist()))
    require(seen > 3, f"of the 8 ways to drop three numbers only {seen} were seen in 99 rows")


@exercise("AddNorm", points=1)
def test_both_inputs_stay_as_they_were(student, draw):
    """Neither input is changed by the call, in train mode or eval mode, and gradients reach both."""
    X, Y = draw.normal(3, 5, 7), draw.normal(3, 5, 7)

    def probe(my):
        mine = [X.clone(), Y.clone()]
        net = filled(warmed(my.AddNorm([7], 0.5), X, Y), 1)
        net.train()(*mine), net.eval()(*mine)
        leaves = [value.clone().requires_grad_() for value in mine]
        grads = gradient(net(*leaves), [*leaves, *net.parameters()])
        return mine, [0.0 if g is None else g.abs().max() for g in grads]

    after, sizes = student(probe)
    for got, want, name in zip(after, (X, Y), ("first", "second"), strict=True):
        assert_unchanged(got, want, f"the {name} input")
    require(all(number(size) > 1e-9 for size in sizes), "no gradient reaches one of the inputs or learned numbers")


# --- EncoderBlock


@exercise("EncoderBlock", points=2)
def test_block_obeys_lengths_of_every_kind(student, expected, draw):
    """No lengths, one for each token that asks, equal sizes, one token: the output is right."""
    rows = draw.lengths(B * T, T).reshape(B, T)
    cases = [(SIZES, draw.normal(B, T, H), None), (SIZES, draw.normal(B, T, H), rows)]
    cases += [
        (EQUAL, draw.normal(4, 4, 4), torch.tensor([1, 4, 2, 3])),
        (SIZES, draw.normal(1, 1, H), torch.tensor([1])),
    ]
    for sizes, X, lens in cases:
        build = lambda my, X=X, lens=lens, sizes=sizes: warmed(my.EncoderBlock(*sizes, 0.3), X, lens)  # noqa: E731
        assert_same_module(student, expected, build, lambda net, X=X, lens=lens: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_block_has_biases_in_projections_when_asked(student, expected, draw):
    """use_bias gives each of the four projections a bias, whether named or in its place; by default there is none."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    for build in (
        lambda my: warmed(my.EncoderBlock(*SIZES, 0.0, True), X, lens),
        lambda my: warmed(my.EncoderBlock(*SIZES, 0.0, use_bias=True), X, lens),
    ):
        assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_block_drops_attention_weights(student, draw):
    """With dropout 1/2 a token sometimes looks nowhere at all, since dropout acts on the attention weights too."""
    X = draw.normal(101, 2, 32)

    def probe(my):
        net = filled(warmed(my.EncoderBlock(32, 32, 32, 32, [32], 32, 7, 1, 0.5), X, None), 1, 0.2).train()
        mine = X.clone().requires_grad_()
        return gradient(net(mine, None)[:, 0], [mine])[0][:, 1]

    deaf = student(probe).abs().amax(-1) == 0
    require(bool(deaf.any()), "token 0 looked at token 1 in all of 101 sentences: no attention weight was dropped")
    require(not bool(deaf.all()), "token 0 never looked at token 1")


@exercise("EncoderBlock", points=1)
def test_block_normalises_over_the_axes_it_is_given(student, expected, draw):
    """With the norm over [T, H] both AddNorms normalise a whole sentence, each with numbers of its own."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])
    build = lambda my: warmed(my.EncoderBlock(H, H, H, H, [T, H], H, FFN, HEADS, 0.0), X, lens)  # noqa: E731
    assert_same_module(student, expected, build, lambda net: net(X, lens), PLACES)


@exercise("EncoderBlock", points=1)
def test_block_learns_everywhere(student, expected, draw):
    """Gradients reach every learned number, and those of the input are right."""
    X, lens = draw.normal(B, T, H), torch.tensor([3, 5])

    build = lambda my: warmed(my.EncoderBlock(*SIZES, 0.0), X, lens)  # noqa: E731
    _learns(student, expected, build, lambda net, X: net(X, lens), [X])


def _each_same(student, expected, build, run, axes="", loosen=1.0, scale=0.5):
    """Several results of one module are those of the reference with the same learned numbers."""

    def judge(got, want):
        for mine, wanted in zip(got, want, strict=True):
            assert_close(mine, wanted, axes, loosen=loosen)

    assert_same_module(student, expected, build, run, judge=judge, scale=scale)


def _learns(student, expected, build, run, inputs):
    """Gradients of the inputs are those of the reference, and no learned tensor is left without one."""

    def both(net):
        leaves = [value.clone().requires_grad_() for value in inputs]
        grads = gradient(run(net, *leaves), [*leaves, *net.parameters()])
        return [*grads[: len(inputs)], min(0.0 if grad is None else float(grad.abs().max()) for grad in grads)]

    def judge(got, want):
        for mine, wanted in zip(got[:-1], want[:-1], strict=True):
            require(mine is not None, "no gradient reaches one of the inputs")
            assert_close(mine, wanted, why="This is the gradient of an input", loosen=5)
        require(number(got[-1]) > 1e-9, "no gradient reaches some of the learned numbers")

    assert_same_module(student, expected, build, both, judge=judge)

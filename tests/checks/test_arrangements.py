"""Weights reach a module whose author chose other names or another layout; a wrong layout gets none that fit."""

import pytest
import torch

from autograder.checks.arrangements import MOST, arrangements

A, B, D = 2, 3, 5


def drawn(**shapes):
    """Weights with different numbers everywhere."""
    generator = torch.Generator().manual_seed(0)
    return {name.replace("__", "."): torch.randn(*shape, generator=generator) for name, shape in shapes.items()}


def layout(**shapes):
    """Names and shapes as a student's module has them."""
    return [(name.replace("__", "."), list(shape)) for name, shape in shapes.items()]


def first(their_layout, weights):
    """The likeliest arrangement."""
    return next(arrangements(their_layout, weights))


def test_other_names_get_the_tensors_that_fit():
    """Shapes decide where names say nothing."""
    ours = drawn(W_q__weight=(A, B), W_k__weight=(A, D))
    found = first(layout(second=(A, D), first=(A, B)), ours)
    assert torch.equal(found["first"], ours["W_q.weight"])
    assert torch.equal(found["second"], ours["W_k.weight"])


def test_names_in_common_decide_between_equal_shapes():
    """`query.weight` gets what is W_q's, in whatever order they were written."""
    ours = drawn(W_q__weight=(A, A), W_k__weight=(A, A), W_v__weight=(A, A))
    found = first(layout(value__weight=(A, A), key__weight=(A, A), query__weight=(A, A)), ours)
    assert torch.equal(found["query.weight"], ours["W_q.weight"])
    assert torch.equal(found["key.weight"], ours["W_k.weight"])
    assert torch.equal(found["value.weight"], ours["W_v.weight"])


def test_a_transposed_matrix_is_found():
    """x @ W and linear(x) keep the same numbers in two ways."""
    ours = drawn(W__weight=(A, B))
    assert torch.equal(first(layout(matrix=(B, A)), ours)["matrix"], ours["W.weight"].mT)


def test_a_square_matrix_is_tried_both_ways():
    """Its shape does not say whether it is transposed, so both are offered."""
    ours = drawn(W__weight=(B, B))
    found = [one["matrix"] for one in arrangements(layout(matrix=(B, B)), ours)]
    assert any(torch.equal(one, ours["W.weight"]) for one in found)
    assert any(torch.equal(one, ours["W.weight"].mT) for one in found)


def test_axes_of_size_one_do_not_matter():
    """A vector kept as a row or a column is the same vector."""
    ours = drawn(w_v__weight=(1, D))
    assert torch.equal(first(layout(v=(D,)), ours)["v"], ours["w_v.weight"][0])
    assert torch.equal(first(layout(v=(D, 1)), ours)["v"], ours["w_v.weight"].mT)


def test_a_fused_projection_gets_all_three():
    """One layer for queries, keys and values: theirs is ours one above the other."""
    ours = drawn(W_q__weight=(A, B), W_k__weight=(A, B), W_v__weight=(A, B))
    fused = first(layout(qkv__weight=(3 * A, B)), ours)["qkv.weight"]
    assert torch.equal(fused, torch.cat(list(ours.values())))


def test_a_list_of_layers_gets_one_matrix():
    """A small layer for each head: together they are ours, split along the heads."""
    ours = drawn(W__weight=(2 * A, B))
    found = [
        torch.cat([one["heads.0.weight"], one["heads.1.weight"]])
        for one in arrangements(layout(heads__0__weight=(A, B), heads__1__weight=(A, B)), ours)
    ]
    assert any(torch.equal(one, ours["W.weight"]) for one in found)


def test_a_bias_follows_its_weight():
    """Layers are matched as wholes before their parts are mixed."""
    ours = drawn(one__weight=(A, B), one__bias=(A,), two__weight=(A, D), two__bias=(A,))
    found = first(layout(x__weight=(A, D), x__bias=(A,), y__weight=(A, B), y__bias=(A,)), ours)
    assert torch.equal(found["x.bias"], ours["two.bias"])
    assert torch.equal(found["y.bias"], ours["one.bias"])


def test_every_tensor_is_used_once():
    """An arrangement neither leaves a number out nor uses one twice."""
    ours = drawn(W_q__weight=(A, A), W_k__weight=(A, A))
    for found in arrangements(layout(a=(A, A), b=(A, A)), ours):
        assert sorted(torch.cat([value.flatten() for value in found.values()]).tolist()) == sorted(
            torch.cat([value.flatten() for value in ours.values()]).tolist()
        )


@pytest.mark.parametrize(
    "theirs",
    [layout(a=(A, B)), layout(a=(A, B), b=(D,), c=(D,)), layout(a=(A, D), b=(B,))],
    ids=["less", "more", "other"],
)
def test_what_can_not_be_matched_has_no_arrangement(theirs):
    """Fewer, more or other numbers: nothing is made up."""
    assert list(arrangements(theirs, drawn(W__weight=(A, B), b__bias=(D,)))) == []


def test_there_is_an_end_to_it():
    """Many tensors of one shape have more arrangements than anybody wants to wait for."""
    ours = drawn(**{f"W_{letter}": (A, A) for letter in "abcdefg"})
    theirs = layout(**{f"x_{letter}": (A, A) for letter in "hijklmn"})
    found = list(arrangements(theirs, ours))
    assert 1 < len(found) <= MOST

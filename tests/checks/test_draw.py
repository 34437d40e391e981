"""Data of checks: the same for the same seed, everywhere; different, and never guessed, for another."""

import pytest
import torch

from autograder.checks.draw import Draw
from autograder.checks.language import Check
from autograder.checks.seeds import public_seed, seed_for


def everything(seed):
    """One of each kind."""
    draw = Draw(seed)
    return [draw.normal(2, 3), draw.uniform(5), draw.integers(0, 100, 7), draw.permutation(11), draw.lengths(13, 5)]


def test_the_same_seed_draws_the_same():
    """And another seed something else, in each kind."""
    for one, same, other in zip(everything(3), everything(3), everything(5), strict=True):
        assert torch.equal(one, same)
        assert not torch.equal(one, other)


def test_drawing_leaves_torchs_generator_alone():
    """The student's own random numbers are the same whatever a check draws; and the other way round."""
    before = torch.get_rng_state()
    first = everything(3)
    assert torch.equal(before, torch.get_rng_state())
    torch.rand(3)
    assert torch.equal(first[0], everything(3)[0])


def test_double_and_single_precision_draw_the_same_numbers():
    """A check may ask for float64 and mean the same data."""
    assert torch.equal(Draw(3).normal(5), Draw(3).normal(5, dtype=torch.float64).float())


@pytest.mark.parametrize("seed", range(20))
def test_a_permutation_moves_something(seed):
    """The identity would let an answer pass that permutes nothing."""
    order = Draw(seed).permutation(2)
    assert sorted(order.tolist()) == [0, 1]
    assert order.tolist() != [0, 1]


@pytest.mark.parametrize(("count", "longest"), [(2, 5), (5, 5), (7, 3), (1, 1)])
def test_lengths_differ_as_far_as_they_can(count, longest):
    """From 1 to the longest, none twice before all have been."""
    found = Draw(3).lengths(count, longest).tolist()
    assert len(found) == count
    assert set(found) <= set(range(1, longest + 1))
    assert len(set(found)) == min(count, longest)


def test_a_seed_is_written_down():
    """It is the same on every machine and for ever: regrades depend on it."""
    assert seed_for(b"secret", "03-scoring-functions", "ada") == 928547464
    check = Check("test_it", "toy", "", 0, (), "", True, lambda: None)
    assert public_seed(check) == seed_for(b"visible checks: anyone may know these data", "toy", "test_it")


def test_seeds_differ_by_every_part():
    """Secret, student, exercise and check each change it; all fit torch and numpy."""
    seeds = [seed_for(s, a, b) for s in (b"x", b"y") for a in ("ada", "alan") for b in ("one", "two")]
    assert len(set(seeds)) == 8
    assert all(0 <= seed < 2**31 for seed in seeds)

"""The hidden checks hold for the reference whatever data they draw."""

import pytest

from autograder.checks.bench import Bench
from autograder.checks.runner import PASS, run_checks
from autograder.checks.seeds import seed_for
from autograder.course import open_course

COURSE = open_course()


def failures(slug: str, seeds: range) -> list[str]:
    """Which hidden checks the reference does not pass, with the seed."""
    checks = [check for check in COURSE.checks(slug) if not check.visible]
    found = []
    for seed in seeds:
        bench = Bench(COURSE, slug, checks, lambda check, seed=seed: seed_for(str(seed).encode(), check.name))
        outcomes = run_checks(checks, bench.reference, bench.expected, bench.seed_of)
        found += [
            f"{one.check.name} at {seed}: {one.message} {one.diagnosis}" for one in outcomes if one.outcome != PASS
        ]
    return found


@pytest.mark.parametrize("slug", COURSE.slugs)
def test_the_reference_passes_under_other_data(slug):
    """A check that depends on luck would cost some students points."""
    assert failures(slug, range(5)) == []


@pytest.mark.slow
@pytest.mark.parametrize("slug", COURSE.slugs)
def test_the_reference_passes_under_fifty_seeds(slug):
    """The same, with more patience."""
    assert failures(slug, range(5, 50)) == []

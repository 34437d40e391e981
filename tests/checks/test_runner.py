"""How a check ends: pass, fail (theirs) or undecided (ours, or never reached), never something in between."""

import pytest

from autograder.checks import words
from autograder.checks.expected import Computed, OurFault, Recorded
from autograder.checks.language import Check
from autograder.checks.runner import FAIL, PASS, UNDECIDED, run_check, run_checks
from autograder.checks.verdicts import Gap
from autograder.probing import Failure, Reply, answer

RIGHT = {"double": lambda x: 2 * x}


def check(function, name="test_it", needs=(), points=1):
    """A check as the runner sees it."""
    return Check(name, "toy", name.replace("_", " "), points, needs, "", True, function)


def asked(names):
    """Whom to ask: somebody with these names."""
    return lambda probe, seed: answer(probe, names, seed)


def doubles(student, expected):
    """What is 21 doubled?"""
    probe = lambda my: my.double(21)  # noqa: E731
    if student(probe) != expected(probe):
        raise Gap("expected 42")


def run(function, names, reference=RIGHT):
    """One check on somebody, where the reference is right or is not."""
    return run_check(check(function), asked(names), Computed(reference), 7, asked(reference))


def test_a_right_answer_passes():
    """And gets the points."""
    found = run(doubles, RIGHT)
    assert (found.outcome, found.points, found.message, found.kind) == (PASS, 1, "", "")


@pytest.mark.parametrize(
    ("double", "kind"),
    [
        (lambda x: 3 * x, "gap"),
        (lambda _: 1 / 0, "error"),
        (lambda _: object(), "unsendable"),
        (lambda _: (_ for _ in ()).throw(NotImplementedError()), "unfinished"),
        (None, "missing"),
    ],
    ids=["gap", "error", "unsendable", "unfinished", "missing"],
)
def test_what_the_student_did_is_a_fail(double, kind):
    """Wrong values, exceptions, strange things, nothing: theirs, without points."""
    found = run(doubles, {"double": double} if double else {})
    assert (found.outcome, found.kind, found.points) == (FAIL, kind, 0)
    assert found.message


def test_a_check_that_stumbles_over_the_reference_too_is_undecided():
    """A check with a slip of its own costs nobody a point silently."""

    def slips(student, expected):
        doubles(student, expected)
        raise KeyError("ours")

    found = run(slips, RIGHT)
    assert (found.outcome, found.kind, found.message) == (UNDECIDED, "ours", words.OURS_BROKE)
    assert "KeyError" in found.diagnosis


def test_a_check_that_stumbles_over_the_student_alone_is_a_fail():
    """It could not read what came back, and could read the reference's: theirs, and the value is described."""

    def reads(student, expected):  # noqa: ARG001
        student(lambda my: my.double(21)).bit_length()

    found = run(reads, {"double": lambda _: "forty-two"})
    assert (found.outcome, found.kind) == (FAIL, "confused")
    assert "str 'forty-two'" in found.message


def test_a_reference_without_a_value_is_undecided():
    """There is nothing to compare with: ours."""
    found = run(doubles, RIGHT, reference={})
    assert (found.outcome, found.kind) == (UNDECIDED, "ours")


@pytest.mark.parametrize("kind", ["time", "memory", "died", "protocol"])
def test_what_ends_a_probe_is_a_fail(kind):
    """The sandbox's reasons are theirs, each with a sentence of its own."""
    found = run_check(check(doubles), lambda *_: Reply(failure=Failure(kind, "why")), Computed(RIGHT), 7)
    assert (found.outcome, found.kind) == (FAIL, kind)
    assert found.message


def chain(*needs):
    """A first check, and one more for each of the needs."""
    return [check(doubles, "test_0"), *(check(doubles, f"test_{i}", need) for i, need in enumerate(needs, 1))]


def outcomes(checks, names):
    """Outcome and kind by name."""
    found = run_checks(checks, asked(names), Computed(RIGHT), lambda _: 7)
    return {one.check.name: (one.outcome, one.kind) for one in found}


def test_a_check_whose_need_failed_is_not_run():
    """It is undecided, not red; and so is what needs it in turn."""
    found = outcomes(chain(("test_0",), ("test_1",), ()), {"double": lambda x: x})
    waits = (UNDECIDED, "needs")
    assert found == {"test_0": (FAIL, "gap"), "test_1": waits, "test_2": waits, "test_3": (FAIL, "gap")}


def test_what_needs_something_not_started_is_not_started():
    """One line of work to do instead of two."""
    assert outcomes(chain(("test_0",)), {}) == {"test_0": (FAIL, "missing"), "test_1": (UNDECIDED, "unfinished")}


def test_a_check_runs_where_its_need_passed_or_is_not_there():
    """A need among checks that are not run here holds nothing back."""
    assert outcomes(chain(("test_0",), ("test_elsewhere",)), RIGHT) == {f"test_{i}": (PASS, "") for i in range(3)}


def test_recorded_expectations_say_what_computed_ones_say():
    """The values that a release records, in the order they were asked for, give the same outcome."""

    def twice(student, expected):
        for number in (3, 5):
            probe = lambda my, number=number: my.double(number)  # noqa: E731
            if student(probe) != expected(probe):
                raise Gap(f"at {number}")

    computed = Computed(RIGHT)
    for names, outcome in ((RIGHT, PASS), ({"double": lambda x: 6 if x == 3 else 0}, FAIL)):
        first = run_check(check(twice), asked(names), computed, 7)
        again = run_check(check(twice), asked(names), Recorded({"test_it": computed.values("test_it", 7)}), 7)
        assert (first.outcome, first.message) == (again.outcome, again.message) == (outcome, "at 5" * (outcome == FAIL))


def test_an_expectation_is_computed_once_for_a_seed():
    """The reference is asked again for another seed only."""
    calls = []
    computed = Computed({"double": lambda x: calls.append(x) or 2 * x})
    for seed in (7, 7, 11):
        assert computed.for_check("test_it", seed)(lambda my: my.double(3)) == 6
    assert calls == [3, 3]


def test_a_release_that_lacks_a_value_is_said():
    """Older than its checks: a sentence, and undecided."""
    with pytest.raises(OurFault, match="test_it: nothing is recorded for it. Is the release older than the checks"):
        Recorded({}).for_check("test_it", 7)(lambda my: my.double(3))
    assert run_check(check(doubles), asked(RIGHT), Recorded({}), 7).outcome == UNDECIDED

"""Which known mistake a student is told of: the one that computes what they computed."""

import pytest
import torch

from autograder.checks.diagnosis import Mistake, diagnose, recorded_mistakes
from autograder.checks.fingerprint import alike, fingerprint
from autograder.checks.language import Check
from autograder.checks.runner import FAIL, PASS, Outcome
from autograder.probing import Failure, Reply


def outcome(name, how, value, kind="gap"):
    """A check that ended so, over this value."""
    check = Check(name, "toy", name, 1, (), "", True, lambda: None)
    return Outcome(check, how, kind="" if how == PASS else kind, replies=[Reply(torch.tensor(value))])


def mistake(name, failures=1, **values):
    """A known mistake that brings these values back."""
    prints = {check: [fingerprint(Reply(torch.tensor(value)))] for check, value in values.items()}
    return Mistake(name, f"It looks like {name}.", prints.get, lambda: failures)


def test_the_mistake_with_the_same_values_is_said():
    """Its sentence stands at every failed check that it explains."""
    outcomes = [outcome("a", FAIL, [1.0, 2.0]), outcome("b", FAIL, [3.0]), outcome("c", PASS, [4.0])]
    known = [mistake("sums", a=[9.0, 2.0], b=[3.0], c=[4.0]), mistake("means", a=[1.0, 2.0], b=[3.0], c=[4.0])]
    assert diagnose(outcomes, known).id == "means"
    assert [one.diagnosis for one in outcomes] == ["It looks like means.", "It looks like means.", ""]


def test_of_two_that_fit_the_more_general_is_said():
    """The one that fails more checks is the broader misunderstanding, in whatever order they are known."""
    narrow = mistake("one slip", failures=1, a=[1.0])
    broad = mistake("a misunderstanding", failures=3, a=[1.0])
    for known in ([narrow, broad], [broad, narrow]):
        assert diagnose([outcome("a", FAIL, [1.0])], known).id == "a misunderstanding"


def test_a_passed_check_rules_a_mistake_out():
    """A broad mistake would have failed the check that passed: the narrow one is meant."""
    narrow = mistake("one slip", failures=1, a=[1.0], b=[2.0])
    broad = mistake("a misunderstanding", failures=2, a=[1.0], b=[7.0])
    assert diagnose([outcome("a", FAIL, [1.0]), outcome("b", PASS, [2.0])], [broad, narrow]).id == "one slip"


def test_two_mistakes_at_once_are_told_by_the_first_failure():
    """Where none explains everything, the one that explains the first failed check is said there alone."""
    outcomes = [outcome("a", FAIL, [1.0]), outcome("b", FAIL, [2.0])]
    chosen = diagnose(outcomes, [mistake("first", a=[1.0], b=[8.0]), mistake("second", a=[9.0], b=[2.0])])
    assert chosen.id == "first"
    assert [one.diagnosis for one in outcomes] == ["It looks like first.", ""]


@pytest.mark.parametrize("outcomes", [[outcome("a", PASS, [1.0])], [outcome("a", FAIL, [1.0], kind="unfinished")]])
def test_nothing_is_said_of_what_is_right_or_not_started(outcomes):
    """No failure, no diagnosis."""
    assert diagnose(outcomes, [mistake("any", a=[1.0])]) is None
    assert outcomes[0].diagnosis == ""


def test_nothing_is_said_where_nothing_fits():
    """An unknown mistake gets no sentence of another."""
    assert diagnose([outcome("a", FAIL, [1.0])], [mistake("any", a=[1.1]), mistake("silent")]) is None


def test_recorded_mistakes_say_the_same_as_computed_ones():
    """What a release carries as JSON works as what the grader runs."""
    rows = [
        {"id": "x", "sentence": "Like x.", "prints": {"a": [fingerprint(Reply(torch.tensor([1.0])))]}, "failures": 2}
    ]
    (known,) = recorded_mistakes(rows)
    assert known.failures() == 2
    assert diagnose([outcome("a", FAIL, [1.0])], [known]).sentence == "Like x."


VALUES = [
    torch.tensor([1.0, 2.0]), torch.tensor([2.0, 1.0]), torch.tensor([[1.0, 2.0]]), torch.tensor([1, 2]),
    torch.tensor([1.0, 2.0], dtype=torch.float64), torch.tensor([float("nan"), 2.0]), torch.empty(0), [1.0, 2.0],
    {"a": 1.0}, {"a": 2.0}, "one", None, True, 3, float("inf"),
]  # fmt: skip


def test_a_fingerprint_is_like_itself_alone():
    """Order, shape, dtype and kind all make a difference."""
    prints = [fingerprint(Reply(value)) for value in VALUES]
    for i, one in enumerate(prints):
        assert [alike(one, other) for other in prints] == [i == j for j in range(len(prints))]


def test_a_fingerprint_forgives_rounding():
    """Another order of summation is no other answer."""
    value = torch.linspace(-3, 3, 35)
    assert alike(fingerprint(Reply(value)), fingerprint(Reply(value * (1 + 1e-6))))
    assert not alike(fingerprint(Reply(value)), fingerprint(Reply(value * 1.01)))


def test_the_same_exception_is_the_same_failure():
    """Numbers in its words may differ, its type may not."""
    one, other, third = (
        Reply(failure=Failure("error", text, kind))
        for text, kind in (("size 3", "ValueError"), ("size 5", "ValueError"), ("size 3", "TypeError"))
    )
    assert alike(fingerprint(one), fingerprint(other))
    assert not alike(fingerprint(one), fingerprint(third))
